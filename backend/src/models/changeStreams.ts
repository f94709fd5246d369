// What every reader of a change stream does alike.
import type { ChangeStream, Db, Timestamp } from "mongodb";

/** How long the server holds an empty read open. An empty answer is the sign that the stream is alive. */
export const AWAIT_MS = 500;
/** A stream that says nothing for so long is gone, whatever the connection looks like. */
export const SILENCE_MS = 5_000;

/** The server's cluster time: everything committed before now lies at or below it. */
export async function clusterTimeNow(db: Db): Promise<Timestamp> {
  return ((await db.command({ hello: 1 })) as { operationTime: Timestamp }).operationTime;
}

/** What `read` yields, until it ends or `signal` aborts; the stream is closed then, which also ends a read under way. */
export async function* closing<Item>(
  stream: Pick<ChangeStream, "close">,
  signal: AbortSignal,
  read: AsyncGenerator<Item>,
): AsyncGenerator<Item> {
  const close = () => void stream.close().catch(() => undefined);
  signal.addEventListener("abort", close, { once: true });
  try {
    yield* read;
  } finally {
    signal.removeEventListener("abort", close);
    close();
  }
}
