// Takes back what a job did to the orders of a chunk. Done again, it finds what is taken back and does the rest.
import type { ChangeAuthor, JobRow } from "@order-desk/contract";
import type { BatchOrder, OrderBatch } from "../models/orderBatch.js";
import { markWithId, type WriteMark } from "../models/orderDocument.js";
import type { Return } from "../models/orderReturns.js";
import type { Undoing } from "../models/orderUndo.js";
import { idFrom, type BulkAction } from "./bulkRules.js";
import { markOfJob, ROUNDS } from "./jobRows.js";

export type UndoTask = Pick<BulkAction, "action"> & {
  readonly job: string;
  /** Who asked for the job, and who for taking it back. */
  readonly by: ChangeAuthor;
  readonly undoneBy: ChangeAuthor;
  /** What became of each order; null: it is not known which of them the job had come to. */
  readonly rows: readonly JobRow[] | null;
  readonly ids: readonly string[];
};

type Standing = { readonly row: Omit<JobRow, "order_id"> } | { readonly undoing: Undoing };

const undone = (order_number: number | null): Standing => ({
  row: { order_number, outcome: "undone", reason: null },
});
const kept = (order_number: number | null, reason: string): Standing => ({
  row: { order_number, outcome: "changed", reason },
});

/** How the change of a job stands in its order; undefined: the job has not changed it. */
function standingOf(
  { order, changes }: BatchOrder,
  { id }: WriteMark,
  mark: WriteMark,
): Standing | undefined {
  const change = changes.find((one) => one.id.equals(id));
  const { order_number, status } = order;
  if (!change) return undefined;
  if (change.undone_version !== undefined) return undone(order_number);
  if (status !== change.to) return kept(order_number, `${status} since`);
  if (change !== changes.findLast((one) => one.undone_version === undefined))
    return kept(order_number, "changed since");
  if (change.closed) return kept(order_number, "its mail was sent");
  return { undoing: { current: order, change, mark } };
}

/** The job has changed it, and of that nothing is left. */
const overtaken = (found: BatchOrder | undefined): Standing =>
  found ? kept(found.order.order_number, "changed since") : kept(null, "deleted since");

const marksOf = ({ job, by, undoneBy }: UndoTask, id: string) => ({
  made: markOfJob(job, id, by),
  mark: markWithId(idFrom(`${job}/${id}/undo`), undoneBy, job),
});

type Rows = Map<string, Omit<JobRow, "order_id">>;

async function undoStatus(batch: OrderBatch, task: UndoTask, candidates: readonly string[]): Promise<Rows> {
  const rows: Rows = new Map();
  let open = candidates;
  for (let round = 0; open.length > 0 && round < ROUNDS; round++) {
    const found = await batch.findMany(open);
    const undoings: Undoing[] = [];
    for (const id of open) {
      const order = found.get(id);
      const { made, mark } = marksOf(task, id);
      const standing = (order && standingOf(order, made, mark)) ?? (task.rows ? overtaken(order) : undefined);
      if (!standing) continue;
      if ("undoing" in standing) undoings.push(standing.undoing);
      else rows.set(id, standing.row);
    }
    if (undoings.length > 0) await batch.undoMany(undoings);
    open = undoings.map(({ current }) => current._id);
  }
  for (const id of open)
    rows.set(id, { order_number: null, outcome: "changed", reason: "changed all the time" });
  return rows;
}

async function undoDeletion(batch: OrderBatch, task: UndoTask, candidates: readonly string[]): Promise<Rows> {
  const returns = new Map(
    candidates.map((id): [string, Return] => {
      const { made: deletion, mark } = marksOf(task, id);
      return [id, { deletion, mark }];
    }),
  );
  await batch.restoreMany(returns);
  const traces = await batch.tracesOf(new Map([...returns].map(([id, { deletion }]) => [id, deletion])));
  const removed = new Map(
    [...traces].flatMap(([id, { isDeletion, order_number }]) => (isDeletion ? [[id, order_number]] : [])),
  );
  const found = await batch.findMany(candidates);
  return new Map(
    candidates.flatMap((id) => {
      const number = found.get(id)?.order.order_number;
      if (!task.rows && !removed.has(id)) return [];
      const standing =
        number === undefined ? kept(removed.get(id) ?? null, "deleted again since") : undone(number);
      return "row" in standing ? [[id, standing.row]] : [];
    }),
  );
}

/** What became of each order, in the sequence of the chunk. */
export async function undoChunk(batch: OrderBatch, task: UndoTask): Promise<JobRow[]> {
  const before: readonly JobRow[] =
    task.rows ??
    task.ids.map((order_id) => ({ order_id, order_number: null, outcome: "waiting", reason: null }));
  const candidates = before.flatMap(({ order_id, outcome }) =>
    outcome === "changed" || outcome === "undone" || !task.rows ? [order_id] : [],
  );
  const undo = task.action === "delete" ? undoDeletion : undoStatus;
  const rows = await undo(batch, task, candidates);
  return before.map((row) => {
    const now = rows.get(row.order_id);
    return now ? { order_id: row.order_id, ...now, order_number: now.order_number ?? row.order_number } : row;
  });
}
