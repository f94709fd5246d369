// How many orders there are in each of several lists, by one question to the database.
import { LIST_COUNT_MAX, type OrderFilter, type OrderStatus } from "@order-desk/contract";
import type { Document, Timestamp } from "mongodb";
import type { Database } from "./database.js";
import { isTimeExceeded } from "./errors.js";
import { toConditions } from "./orderFilter.js";

export type Counting = {
  readonly filter: OrderFilter;
  /** Also how many there are in each status: where the list has more than is counted, nobody can say. */
  readonly byStatus: boolean;
};

export type Counted = {
  readonly total: number;
  readonly byStatus: Readonly<Partial<Record<OrderStatus, number>>>;
};

/** Several together are given up soon: one of them may be what takes so long. */
const TOGETHER_MAX_MS = 1_500;
/** A list that takes longer is not worth its number. */
const ALONE_MAX_MS = 5_000;

/** These lists together took too long. */
export class CountTooSlowError extends Error {
  override readonly name = "CountTooSlowError";
}

type Row = { list: number; status?: OrderStatus | null; n: number };

/** No list costs more than its first 10,001 orders. */
const pipelineOf = ({ filter, byStatus }: Counting, list: number): Document[] => [
  { $match: { $and: toConditions(filter) } },
  { $limit: LIST_COUNT_MAX },
  { $group: { _id: byStatus ? "$status" : null, n: { $sum: 1 } } },
  { $project: { _id: 0, list: { $literal: list }, status: "$_id", n: 1 } },
];

function gathered(rows: readonly Row[]): Counted {
  const total = rows.reduce((sum, { n }) => sum + n, 0);
  const known = total < LIST_COUNT_MAX ? rows : [];
  const statuses = known.flatMap(({ status, n }): [string, number][] => (status ? [[status, n]] : []));
  return { total, byStatus: Object.fromEntries(statuses) };
}

type Reply = { cursor: { firstBatch: Row[]; atClusterTime: Timestamp } };

async function ask({ db, orders }: Database, lists: readonly Counting[], maxTimeMS: number): Promise<Reply> {
  const [first = [], ...others] = lists.map(pipelineOf);
  return (await db.command({
    aggregate: orders.collectionName,
    pipeline: [
      ...first,
      ...others.map((pipeline) => ({ $unionWith: { coll: orders.collectionName, pipeline } })),
    ],
    cursor: { batchSize: lists.length * 10 },
    maxTimeMS,
    readConcern: { level: "snapshot" },
  })) as Reply;
}

/**
 * In the sequence of the lists, all at one moment of the database's history (`at`: its cluster time).
 * @param isAlone they are one list: it is given more time
 */
export async function countLists(database: Database, lists: readonly Counting[], isAlone: boolean) {
  const reply = await ask(database, lists, isAlone ? ALONE_MAX_MS : TOGETHER_MAX_MS).catch(
    (error: unknown) => {
      throw isTimeExceeded(error)
        ? new CountTooSlowError("Lists took too long to count", { cause: error })
        : error;
    },
  );
  const { firstBatch: rows, atClusterTime } = reply.cursor;
  const counted = lists.map((_list, index) => gathered(rows.filter(({ list }) => list === index)));
  return { counted, at: atClusterTime.toBigInt() };
}
