// What every reader of a change stream does alike.
import type {
  ChangeStream,
  Db,
  MongoClient,
  Timestamp,
  TopologyDescription,
  TopologyDescriptionChangedEvent,
} from "mongodb";

/** How long the server holds an empty read open. An empty answer is the sign that the stream is alive. */
export const AWAIT_MS = 500;
/** A stream that says nothing for so long is gone, whatever the connection looks like. */
export const SILENCE_MS = 5_000;

/** The server's cluster time: everything committed before now lies at or below it. */
export async function clusterTimeNow(db: Db): Promise<Timestamp> {
  return ((await db.command({ hello: 1 })) as { operationTime: Timestamp }).operationTime;
}

/** A moment at or below all that a read of a majority does not see yet: what is committed after it comes from there on. */
export async function majorityTimeNow(db: Db): Promise<Timestamp> {
  const { lastWrite } = (await db.command({ hello: 1 })) as {
    lastWrite: { majorityOpTime: { ts: Timestamp } };
  };
  return lastWrite.majorityOpTime.ts;
}

/** Throws when the database has not answered by the time at which a stream is given up. */
export async function unlessSilent<T>(answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("The stream has fallen silent")), SILENCE_MS);
  });
  return await Promise.race([answer, silence]).finally(() => clearTimeout(timer));
}

const primaryOf = ({ servers }: TopologyDescription) =>
  [...servers.values()].find(({ type }) => type === "RSPrimary")?.address;

/** Calls `moved` each time that another member has become primary; returns how to stop. */
function onPrimaryMoved(client: MongoClient, moved: () => void): () => void {
  let last: string | undefined;
  const look = ({ previousDescription, newDescription }: TopologyDescriptionChangedEvent) => {
    const before = last ?? primaryOf(previousDescription);
    last = primaryOf(newDescription) ?? before;
    if (before !== undefined && last !== before) moved();
  };
  client.on("topologyDescriptionChanged", look);
  return () => void client.off("topologyDescriptionChanged", look);
}

/**
 * What `read` yields, until it ends, `signal` aborts, or another member has become primary: the caller opens the stream
 * anew then. The driver would first wait for a primary that died to forget the cursor (measured: 3 s behind after an
 * election). The stream is closed at the end, and a read under way is not waited for.
 */
export async function* closing<Item>(
  { client, stream }: { readonly client: MongoClient; readonly stream: Pick<ChangeStream, "close"> },
  signal: AbortSignal,
  read: AsyncGenerator<Item>,
): AsyncGenerator<Item> {
  let isOver = signal.aborted;
  let endWait: (() => void) | undefined;
  const close = () => void stream.close().catch(() => undefined);
  const end = () => {
    isOver = true;
    close();
    endWait?.();
  };
  // A promise of its own each time: one that lives as long as the stream would keep every race that it was part of.
  const next = async () =>
    await new Promise<IteratorResult<Item> | undefined>((resolve, reject) => {
      endWait = () => resolve(undefined);
      read.next().then(resolve, reject);
    });
  signal.addEventListener("abort", end, { once: true });
  const stopLooking = onPrimaryMoved(client, end);
  try {
    while (!isOver) {
      const item = await next();
      if (!item || item.done) return;
      yield item.value;
    }
  } finally {
    stopLooking();
    signal.removeEventListener("abort", end);
    close();
  }
}
