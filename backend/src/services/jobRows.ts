// Works on a chunk of a job. Done again, after a crash or beside another process, it finds what is done and does the rest.
import { matchesQuery, type ChangeAuthor, type JobRow, type OrderFilter } from "@order-desk/contract";
import { markWithId, objectIdOf, type WriteMark } from "../models/orderDocument.js";
import type { BatchOrder, OrderBatch, Removal } from "../models/orderBatch.js";
import type { Change } from "../models/orderUpdate.js";
import { idFrom, NO_MATCH, NO_SUCH_ORDER, prospectOf, type BulkAction } from "./bulkRules.js";

/** An order that others change at the same moment is worked out again this often. */
export const ROUNDS = 20;

export type ChunkTask = BulkAction & {
  /** The job: its id is in the mark of each of its writes. */
  readonly job: string;
  readonly by: ChangeAuthor;
  readonly ids: readonly string[];
  /** What others have taken out of it meanwhile is left as it is. */
  readonly query?: OrderFilter;
  /** So long it can be taken back after the job's end; its mails wait. Absent: not at all. */
  readonly undoSeconds?: number;
};

/** Until when the caller may write, by the server's clock; asked again before each round. Throws when he may not any more. */
export type Fence = (round: number) => Promise<Date | undefined>;

/** The same at each repetition. */
export const markOfJob = (job: string, id: string, by: ChangeAuthor): WriteMark =>
  markWithId(idFrom(`${job}/${id}`), by, job);

type Outcome = Pick<JobRow, "outcome" | "order_number"> & { readonly reason?: string };

const GONE: Outcome = { outcome: "failed", order_number: null, reason: NO_SUCH_ORDER };

type Marks = ReadonlyMap<string, WriteMark>;
type Found = ReadonlyMap<string, BatchOrder>;

const marksOf = ({ ids, job, by }: ChunkTask): Marks =>
  new Map(ids.map((id) => [id, markOfJob(job, id, by)]));

/** What an order comes to without a write; undefined: it has to be changed. */
function settledOutcome({ order }: BatchOrder, task: ChunkTask): Outcome | undefined {
  const { order_number } = order;
  const prospect = prospectOf(order.status, task);
  if (prospect === "change") {
    const isMeant = task.query === undefined || matchesQuery(order, task.query);
    return isMeant ? undefined : { outcome: "failed", order_number, reason: NO_MATCH };
  }
  if (prospect === "unchanged") return { outcome: "unchanged", order_number };
  return { outcome: "failed", order_number, reason: prospect.refusal };
}

/** How many of them were carried out. */
async function write(
  batch: OrderBatch,
  { action, status, job, undoSeconds: seconds = 0 }: ChunkTask,
  writes: readonly Removal[],
  before: Date | undefined,
): Promise<number> {
  const undo = seconds > 0 ? { seconds, job: objectIdOf(job) } : undefined;
  if (action === "delete") return await batch.removeMany(writes, before);
  if (status === undefined) return 0;
  const changes = writes.map((one): Change => ({ ...one, changed: { status }, undo }));
  return await batch.changeMany(changes, before);
}

/** What this very job has done already. */
async function doneOutcomes(batch: OrderBatch, { action }: ChunkTask, marks: Marks, found: Found) {
  const outcomes = new Map<string, Outcome>();
  const unsure = new Map<string, WriteMark>();
  for (const [id, mark] of marks) {
    const order = found.get(id);
    if (order?.isMarked(mark))
      outcomes.set(id, { outcome: "changed", order_number: order.order.order_number });
    // What it deleted may have been brought back since, and what it changed may have been deleted.
    else if (!order || action === "delete") unsure.set(id, mark);
  }
  for (const [id, { order_number, isChange, isDeletion, isBack }] of await batch.tracesOf(unsure))
    if (found.has(id) ? isDeletion && isBack : isDeletion || isChange)
      outcomes.set(id, { outcome: "changed", order_number });
  return outcomes;
}

/** What of a chunk was done before, when no more of it shall be. */
export async function lookAtChunk(batch: OrderBatch, task: ChunkTask): Promise<JobRow[]> {
  const found = await batch.findMany(task.ids);
  const done = await doneOutcomes(batch, task, marksOf(task), found);
  const waiting: Outcome = { outcome: "waiting", order_number: null };
  return task.ids.map((order_id) => ({ order_id, reason: null, ...(done.get(order_id) ?? waiting) }));
}

/** What became of each order, in the sequence of the chunk. */
export async function workOnChunk(batch: OrderBatch, task: ChunkTask, fence?: Fence): Promise<JobRow[]> {
  const marks = marksOf(task);
  const outcomes = new Map<string, Outcome>();
  let open = [...task.ids];
  for (let round = 0; open.length > 0 && round < ROUNDS; round++) {
    const found = await batch.findMany(open);
    const asked = new Map(open.map((id) => [id, marks.get(id) as WriteMark]));
    for (const [id, outcome] of await doneOutcomes(batch, task, asked, found)) outcomes.set(id, outcome);
    const writes: Removal[] = [];
    for (const [id, mark] of asked) {
      if (outcomes.has(id)) continue;
      const order = found.get(id);
      const outcome = order ? settledOutcome(order, task) : GONE;
      if (outcome) outcomes.set(id, outcome);
      else if (order) writes.push({ current: order.order, mark });
    }
    if (writes.length === 0) break;
    const carriedOut = await write(batch, task, writes, await fence?.(round));
    open = writes.map(({ current }) => current._id);
    // The next round sees which of them were overtaken.
    if (carriedOut < writes.length) continue;
    for (const { current } of writes)
      outcomes.set(current._id, { outcome: "changed", order_number: current.order_number });
    break;
  }
  return task.ids.map((order_id) => {
    const { reason = null, ...known } = outcomes.get(order_id) ?? {
      outcome: "failed" as const,
      order_number: null,
      reason: "changed by others all the time",
    };
    return { order_id, ...known, reason };
  });
}
