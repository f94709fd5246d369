// How many orders there are in each of several lists, by one question to the database.
import { LIST_COUNT_MAX, type OrderFilter, type OrderStatus } from "@order-desk/contract";
import type { Document, Timestamp } from "mongodb";
import type { Database } from "./database.js";
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

/** A list that takes longer is not worth its number. */
const MAX_MS = 5_000;

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

/** In the sequence of the lists, all at one moment of the database's history (`at`: its cluster time). */
export async function countLists({ db, orders }: Database, lists: readonly Counting[]) {
  const [first = [], ...others] = lists.map(pipelineOf);
  const reply = (await db.command({
    aggregate: orders.collectionName,
    pipeline: [
      ...first,
      ...others.map((pipeline) => ({ $unionWith: { coll: orders.collectionName, pipeline } })),
    ],
    cursor: { batchSize: lists.length * 10 },
    maxTimeMS: MAX_MS,
    readConcern: { level: "snapshot" },
  })) as { cursor: { firstBatch: Row[]; atClusterTime: Timestamp } };
  const { firstBatch: rows, atClusterTime } = reply.cursor;
  const counted = lists.map((_list, index) => gathered(rows.filter(({ list }) => list === index)));
  return { counted, at: atClusterTime.toBigInt() };
}
