// The changes of the orders collection, as the database commits them. A cursor is the event's resume token: its hex
// text is the same in every stream of every process and sorts in stream order (MongoDB manual, "Resume Tokens").
import { setImmediate, setTimeout } from "node:timers/promises";
import { Timestamp, type ChangeStream, type ChangeStreamDocument, type Long } from "mongodb";
import { AWAIT_MS, clusterTimeNow, closing, majorityTimeNow } from "./changeStreams.js";
import type { Database } from "./database.js";
import { changeMapper, type OrderChange } from "./orderChange.js";
import type { OrderDocument } from "./orderDocument.js";
import { WITHOUT_WORDS } from "./storedTerms.js";

/** Events per answer. Those at hand are handled without a pause: many more would keep requests and sockets waiting. */
const BATCH_SIZE = 500;
/** Those at hand come without a turn of the event loop: after so many of them, some 3 ms, others have theirs. */
const READ_AT_ONCE = 50;

/** What one answer of the server held; no changes: word that there were none up to `cursor`. */
export type Batch = {
  readonly cursor: string;
  readonly changes: readonly OrderChange[];
  /** When the server was asked (`performance.now`): how old the answer may be. */
  readonly askedAt: number;
};

type Token = { _data: string };
const cursorOf = (token: unknown) => (token as Token)._data;

/**
 * The cluster time up to which a cursor has come: eight bytes behind the type byte 0x82 (mongo, "KeyString" of a resume
 * token's first field). Undefined for a cursor of another form.
 */
export function clusterTimeOf(cursor: string): bigint | undefined {
  const hex = /^82([0-9A-F]{16})/.exec(cursor)?.[1];
  return hex === undefined ? undefined : BigInt(`0x${hex}`);
}

export type ReadOptions = {
  /** Pause after the last change at hand before more are asked for, so that under load they come many at a time. */
  readonly restMs?: number | undefined;
  readonly batchSize?: number | undefined;
};

type OrderStream = ChangeStream<OrderDocument, ChangeStreamDocument<OrderDocument>>;

/** The answers of the server, one after another: what each holds, without waiting for more. */
function batchesOf(stream: OrderStream, toChange: ReturnType<typeof changeMapper>) {
  /** The end of the collection, which is told behind the changes that came before it. */
  let invalidation: ChangeStreamDocument<OrderDocument> | undefined;

  return async (): Promise<Batch> => {
    const askedAt = performance.now();
    const changes: OrderChange[] = [];
    let last: unknown;
    do {
      const event = invalidation ?? (await stream.tryNext());
      if (!event) break;
      if (event.operationType === "invalidate" && last !== undefined) {
        invalidation = event;
        break;
      }
      last = event._id;
      const change = await toChange(event);
      if (change && changes.push(change) % READ_AT_ONCE === 0) await setImmediate();
    } while (stream.bufferedCount() > 0);
    return { cursor: cursorOf(last ?? stream.resumeToken), changes, askedAt };
  };
}

/** While a full batch is handled the next one is read: then it is known that there are more. */
async function* readAhead(
  next: () => Promise<Batch>,
  { restMs = 0, batchSize }: ReadOptions & { batchSize: number },
  signal: AbortSignal,
): AsyncGenerator<Batch> {
  const begin = () => {
    const reading = next();
    // Whoever stops reading does not hear how it ends.
    reading.catch(() => undefined);
    return reading;
  };
  const isOver = () => signal.aborted;
  for (let reading = begin(); !isOver();) {
    const batch = await reading;
    // Given up while waiting: someone else reads on from the last position.
    if (isOver()) return;
    const isFull = batch.changes.length >= batchSize;
    if (isFull) reading = begin();
    yield batch;
    if (isFull) continue;
    if (restMs > 0 && batch.changes.length > 0)
      await setTimeout(restMs, undefined, { signal }).catch(() => undefined);
    reading = begin();
  }
}

export type ChangeReader = ReturnType<typeof changeReader>;

export function changeReader(database: Database, shopCurrency: string) {
  const { client, db, orders } = database;
  const toChange = changeMapper(database, shopCurrency);

  return {
    /** The server's cluster time: everything committed before now lies at or below it. */
    now: async (): Promise<bigint> => (await clusterTimeNow(db)).toBigInt(),

    /** A moment behind which everything comes that who reads from now on might not see. */
    majorityNow: async (): Promise<bigint> => (await majorityTimeNow(db)).toBigInt(),

    /** The cursor of a moment: every change committed at or after `clusterTime` comes behind it. */
    async cursorAt(clusterTime: bigint): Promise<string> {
      const startAtOperationTime = new Timestamp(clusterTime);
      // With batchSize 0 the server answers with the token of the start itself, not of the latest event.
      const reply = (await db.command(
        {
          aggregate: orders.collectionName,
          pipeline: [{ $changeStream: { startAtOperationTime } }],
          cursor: { batchSize: 0 },
        },
        // One id in a thousand fits a number, which would go back as a double: the server wants a long.
        { promoteLongs: false },
      )) as { cursor: { id: Long; postBatchResumeToken: Token } };
      await db.command({ killCursors: orders.collectionName, cursors: [reply.cursor.id] });
      return reply.cursor.postBatchResumeToken._data;
    },

    /**
     * Batches after `cursor`, in order, until `signal` aborts or another member has become primary. Throws when the stream
     * cannot go on.
     */
    read(cursor: string, signal: AbortSignal, options: ReadOptions = {}): AsyncGenerator<Batch> {
      const batchSize = options.batchSize ?? BATCH_SIZE;
      const stream: OrderStream = orders.watch([WITHOUT_WORDS], {
        startAfter: { _data: cursor },
        fullDocument: "whenAvailable",
        fullDocumentBeforeChange: "whenAvailable",
        maxAwaitTimeMS: AWAIT_MS,
        batchSize,
      });
      const batches = readAhead(batchesOf(stream, toChange), { ...options, batchSize }, signal);
      return closing({ client, stream }, signal, batches);
    },
  };
}
