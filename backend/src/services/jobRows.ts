// Works on a chunk of a job. Done again, after a crash or beside another process, it finds what is done and does the rest.
import type { ChangeAuthor, JobRow } from "@order-desk/contract";
import { markWithId, objectIdOf, type WriteMark } from "../models/orderDocument.js";
import type { BatchOrder, OrderBatch, Removal } from "../models/orderBatch.js";
import type { Change } from "../models/orderUpdate.js";
import { idFrom, NO_SUCH_ORDER, prospectOf, type BulkAction } from "./bulkRules.js";

/** An order that others change at the same moment is worked out again this often. */
export const ROUNDS = 20;

export type ChunkTask = BulkAction & {
  /** The job: its id is in the mark of each of its writes. */
  readonly job: string;
  readonly by: ChangeAuthor;
  readonly ids: readonly string[];
  /** So long it can be taken back after the job's end; its mails wait. Absent: not at all. */
  readonly undoSeconds?: number;
};

/** Until when the caller may write, by the server's clock; asked again before each round. Throws when he may not any more. */
export type Fence = (round: number) => Promise<Date | undefined>;

/** The same at each repetition. */
export const markOfJob = (job: string, id: string, by: ChangeAuthor): WriteMark =>
  markWithId(idFrom(`${job}/${id}`), by);

type Outcome = Pick<JobRow, "outcome" | "order_number"> & { readonly reason?: string };

/** What is known of an order without a write; undefined: it has to be changed. */
function settledOutcome(
  { order, isMarked }: BatchOrder,
  mark: WriteMark,
  task: ChunkTask,
): Outcome | undefined {
  const { order_number } = order;
  if (isMarked(mark)) return { outcome: "changed", order_number };
  const prospect = prospectOf(order.status, task);
  if (prospect === "change") return undefined;
  if (prospect === "unchanged") return { outcome: "unchanged", order_number };
  return { outcome: "failed", order_number, reason: prospect.refusal };
}

async function write(
  batch: OrderBatch,
  { action, status, job, undoSeconds: seconds = 0 }: ChunkTask,
  writes: readonly Removal[],
  before: Date | undefined,
): Promise<void> {
  const undo = seconds > 0 ? { seconds, job: objectIdOf(job) } : undefined;
  if (action === "delete") await batch.removeMany(writes, before);
  else if (status !== undefined)
    await batch.changeMany(
      writes.map((one): Change => ({ ...one, changed: { status }, undo })),
      before,
    );
}

/** Orders that are gone: by this very job, or not. */
async function goneOutcomes(batch: OrderBatch, { action }: ChunkTask, marks: ReadonlyMap<string, WriteMark>) {
  const removed =
    action === "delete" && marks.size > 0 ? await batch.removedBy(marks) : new Map<string, number>();
  return [...marks.keys()].map((id): [string, Outcome] => {
    const order_number = removed.get(id);
    return order_number === undefined
      ? [id, { outcome: "failed", order_number: null, reason: NO_SUCH_ORDER }]
      : [id, { outcome: "changed", order_number }];
  });
}

/** What became of each order, in the sequence of the chunk. */
export async function workOnChunk(batch: OrderBatch, task: ChunkTask, fence?: Fence): Promise<JobRow[]> {
  const marks = new Map(task.ids.map((id) => [id, markOfJob(task.job, id, task.by)]));
  const outcomes = new Map<string, Outcome>();
  let open = [...task.ids];
  for (let round = 0; open.length > 0 && round < ROUNDS; round++) {
    const found = await batch.findMany(open);
    const gone = new Map([...marks].filter(([id]) => open.includes(id) && !found.has(id)));
    for (const [id, outcome] of await goneOutcomes(batch, task, gone)) outcomes.set(id, outcome);
    const writes: Removal[] = [];
    for (const [id, order] of found) {
      const mark = marks.get(id) as WriteMark;
      const outcome = settledOutcome(order, mark, task);
      if (outcome) outcomes.set(id, outcome);
      else writes.push({ current: order.order, mark });
    }
    if (writes.length > 0) await write(batch, task, writes, await fence?.(round));
    // The next round sees which of them were overtaken.
    open = writes.map(({ current }) => current._id);
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
