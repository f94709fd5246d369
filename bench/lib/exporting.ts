// What an export takes of the backend's memory while it runs.
import type { Backend } from "./context.js";

const LOOK_EVERY_MS = 200;

type Memory = { readonly rss: number; readonly heapUsed: number };
const memoryOf = async (backend: Backend) => (await backend.ask<{ memory: Memory }>({ probe: true })).memory;

export type Export = {
  readonly rows: number;
  readonly seconds: number;
  /** Above what it was before, at most, in MiB. */
  readonly grownMiB: number;
};

async function countRows(body: ReadableStream<Uint8Array>): Promise<number> {
  let lines = 0;
  for await (const piece of body) for (const byte of piece) if (byte === 10) lines += 1;
  // The last line ends too, and the first one names the columns.
  return lines - 1;
}

/** Reads all of `GET /api/orders/export.csv` as fast as it comes; `backend` was started with the probe. */
export async function exportOrders(backend: Backend, query = ""): Promise<Export> {
  const before = (await memoryOf(backend)).rss;
  const startedAt = performance.now();
  const response = await fetch(`${backend.url}/api/orders/export.csv?${query}`);
  if (!response.ok || response.body === null) throw new Error(`The export gave ${response.status}`);
  let isDone = false;
  const reading = countRows(response.body).finally(() => (isDone = true));
  let most = before;
  // Each look is told when the last one was answered, so the loop ends with the export.
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition -- Changed by what runs meanwhile.
  while (!isDone) {
    most = Math.max(most, (await memoryOf(backend)).rss);
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  const rows = await reading;
  return {
    rows,
    seconds: (performance.now() - startedAt) / 1_000,
    grownMiB: (most - before) / 2 ** 20,
  };
}
