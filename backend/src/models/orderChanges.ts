// The changes of the orders collection, as the database commits them. A cursor is the event's resume token: its hex
// text is the same in every stream of every process and sorts in stream order (MongoDB manual, "Resume Tokens").
import { setTimeout } from "node:timers/promises";
import type { Order } from "@order-desk/contract";
import {
  Timestamp,
  type ChangeStreamDocument,
  type ChangeStreamUpdateDocument,
  type ChangeStreamReplaceDocument,
} from "mongodb";
import type { Database } from "./database.js";
import { StreamInvalidatedError } from "./errors.js";
import { toOrder, type OrderDocument } from "./orderDocument.js";

/** How long the server holds an empty read open. An empty answer is the sign that the stream is alive and current. */
const AWAIT_MS = 500;
/** Events per answer. Those at hand are handled without a pause: many more would keep requests and sockets waiting. */
const BATCH_SIZE = 500;

export type OrderChange = {
  readonly cursor: string;
  readonly kind: "created" | "updated" | "deleted";
  readonly id: string;
  /** The order right before; absent for a creation, or when the database kept no pre-image. */
  readonly before?: Order | undefined;
  /** The order right after; absent for a deletion. */
  readonly after?: Order | undefined;
  readonly committedAt: string;
  readonly clusterTime: bigint;
};

/** One step of the stream: a change, or word that there is none (then `change` is absent). */
export type Tick = { readonly cursor: string; readonly change?: OrderChange };

type Token = { _data: string };
const cursorOf = (token: unknown) => (token as Token)._data;

type ImageEvent = ChangeStreamUpdateDocument<OrderDocument> | ChangeStreamReplaceDocument<OrderDocument>;

function changeMapper({ orders }: Database, shopCurrency: string) {
  const toWire = (image: OrderDocument | null | undefined) =>
    image ? toOrder(image, shopCurrency) : undefined;

  // Without an image (the write came before images were on) the present state is the best there is.
  const afterImage = async (event: ImageEvent) =>
    toWire(event.fullDocument ?? (await orders.findOne({ _id: event.documentKey._id })));

  return async (event: ChangeStreamDocument<OrderDocument>): Promise<OrderChange | undefined> => {
    const { wallTime } = event as { wallTime?: Date };
    const base = {
      cursor: cursorOf(event._id),
      committedAt: (wallTime ?? new Date()).toISOString(),
      clusterTime: event.clusterTime?.toBigInt() ?? 0n,
    };
    if (event.operationType === "invalidate") throw new StreamInvalidatedError(base.cursor);
    if (event.operationType === "insert") {
      const after = toWire(event.fullDocument);
      return { ...base, kind: "created", id: event.documentKey._id.toHexString(), after };
    }
    if (event.operationType === "delete") {
      const before = toWire(event.fullDocumentBeforeChange);
      return { ...base, kind: "deleted", id: event.documentKey._id.toHexString(), before };
    }
    if (event.operationType !== "update" && event.operationType !== "replace") return undefined;
    const after = await afterImage(event);
    const before = toWire(event.fullDocumentBeforeChange);
    // Without an image and gone since: its deletion follows in the stream.
    return after && { ...base, kind: "updated", id: after._id, before, after };
  };
}

export type OrderChanges = ReturnType<typeof orderChanges>;

export function orderChanges(database: Database, shopCurrency: string) {
  const { db, orders } = database;
  const toChange = changeMapper(database, shopCurrency);

  return {
    /** The server's cluster time: everything committed before now lies below it. */
    async now(): Promise<bigint> {
      const hello = (await db.command({ hello: 1 })) as { operationTime: Timestamp };
      return hello.operationTime.toBigInt();
    },

    /** The cursor of a moment: every change committed at or after `clusterTime` comes behind it. */
    async cursorAt(clusterTime: bigint): Promise<string> {
      const startAtOperationTime = new Timestamp(clusterTime);
      // With batchSize 0 the server answers with the token of the start itself, not of the latest event.
      const reply = (await db.command({
        aggregate: orders.collectionName,
        pipeline: [{ $changeStream: { startAtOperationTime } }],
        cursor: { batchSize: 0 },
      })) as { cursor: { id: bigint; postBatchResumeToken: Token } };
      await db.command({ killCursors: orders.collectionName, cursors: [reply.cursor.id] });
      return reply.cursor.postBatchResumeToken._data;
    },

    /**
     * Steps after `cursor`, in order, until `signal` aborts. Throws when the stream cannot go on.
     * @param restMs pause after the last change at hand before more are asked for, so that under load they come many
     *   at a time; none while a full answer says that there are more.
     */
    async *read(cursor: string, signal: AbortSignal, restMs = 0): AsyncGenerator<Tick> {
      const stream = orders.watch([], {
        startAfter: { _data: cursor },
        fullDocument: "whenAvailable",
        fullDocumentBeforeChange: "whenAvailable",
        maxAwaitTimeMS: AWAIT_MS,
        batchSize: BATCH_SIZE,
      });
      const isOver = () => signal.aborted;
      let inBatch = 0;
      const close = () => void stream.close().catch(() => undefined);
      signal.addEventListener("abort", close, { once: true });
      try {
        while (!isOver()) {
          const event = await stream.tryNext();
          // Given up while waiting: someone else reads on from the last position.
          if (isOver()) return;
          const change = event ? await toChange(event) : undefined;
          yield { cursor: cursorOf(event ? event._id : stream.resumeToken), ...(change && { change }) };
          inBatch = event ? inBatch + 1 : 0;
          if (inBatch === 0 || stream.bufferedCount() > 0) continue;
          if (inBatch < BATCH_SIZE && restMs > 0)
            await setTimeout(restMs, undefined, { signal }).catch(() => undefined);
          inBatch = 0;
        }
      } finally {
        signal.removeEventListener("abort", close);
        close();
      }
    },
  };
}
