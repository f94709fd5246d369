import { afterEach, expect, test, vi } from "vitest";
import { downloadOrders } from "./exportDownload";

afterEach(() => void vi.unstubAllGlobals());

const HEAD = 'order_number,"a ""heading"""';
const BREAK = "\r\n";

/** Answers with one line for each id that is asked for, a few bytes at a time. */
function serve(bytesAtOnce: number) {
  const fetch = (address: string) => {
    const asked = new URL(address).searchParams;
    const lines = (asked.get("ids") ?? "").split(",").map((id) => `1,"of ${id},\n${id}"`);
    const text = `${asked.get("bom") === "true" ? "\uFEFF" : ""}${[HEAD, ...lines].join(BREAK)}${BREAK}`;
    const bytes = new TextEncoder().encode(text);
    const body = new ReadableStream<Uint8Array>({
      start(stream) {
        for (let at = 0; at < bytes.length; at += bytesAtOnce)
          stream.enqueue(bytes.slice(at, at + bytesAtOnce));
        stream.close();
      },
    });
    return Promise.resolve(new Response(body));
  };
  vi.stubGlobal("fetch", vi.fn(fetch));
}

test.each([1, 7, 40, 1_000_000])(
  "when a file comes in parts, each %d bytes at a time, then it is one with one heading, and its rows are counted",
  async (bytesAtOnce) => {
    serve(bytesAtOnce);
    const ids = Array.from({ length: 450 }, (_, n) => `id${n}`);
    const told: number[] = [];
    const file = await downloadOrders(
      "http://shop.example",
      { what: { ids, sort: "total" }, columns: ["order_number"], bom: true },
      { signal: new AbortController().signal, onRows: (rows) => told.push(rows) },
    );
    const lines = ids.map((id) => `1,"of ${id},\n${id}"`);
    const bytes = new TextDecoder("utf-8", { ignoreBOM: true }).decode(await file.arrayBuffer());
    expect(bytes).toBe(`\uFEFF${[HEAD, ...lines].join(BREAK)}${BREAK}`);
    expect([told.at(-1), vi.mocked(fetch).mock.calls.length]).toEqual([450, 3]);
    expect(
      vi.mocked(fetch).mock.calls.map(([address]) => new URL(address as string).searchParams.get("sort")),
    ).toEqual(["total", "total", "total"]);
  },
);
