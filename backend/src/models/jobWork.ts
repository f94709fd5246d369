// Working on jobs: who has which, and how far it is.
import type { JobOutcome, JobRow } from "@order-desk/contract";
import type { Database } from "./database.js";
import type { ChunkRow, JobDocument } from "./Job.js";

/** How many rows have an outcome. */
export const countOf = (rows: readonly JobRow[]) => (outcome: JobOutcome) =>
  rows.filter((row) => row.outcome === outcome).length;

/** Later than any time before, also when another server with another clock has become primary. */
export const LATER = { $max: ["$$NOW", { $add: ["$updated_at", 1] }] };

/** Of a job that ends now. */
export const UNDO_UNTIL = {
  $cond: [{ $gt: ["$undo_seconds", 0] }, { $add: ["$$NOW", { $multiply: ["$undo_seconds", 1_000] }] }, null],
};

/** Working on jobs. */
export function jobWork({ jobs, jobChunks }: Database) {
  return {
    /**
     * A job that nobody works on, of these the one that has waited longest; nobody else gets it for `leaseMs`.
     * @param undoFirst what is to be taken back comes before the others.
     */
    async claim(owner: string, leaseMs: number, undoFirst = false): Promise<JobDocument | undefined> {
      const claimed = await jobs.findOneAndUpdate(
        { state: { $in: ["running", "undoing"] }, $expr: { $lte: ["$locked_until", "$$NOW"] } },
        [{ $set: { owner, locked_until: { $add: ["$$NOW", leaseMs] } } }],
        // By their names "undoing" is the last.
        { sort: { ...(undoFirst && { state: -1 }), worked_at: 1, created_at: 1 }, returnDocument: "after" },
      );
      return claimed ?? undefined;
    },

    /** The time until which the claim holds from now on; undefined when it was lost, or something else is wanted. */
    async renew({ _id, owner, state }: JobDocument, leaseMs: number): Promise<Date | undefined> {
      const renewed = await jobs.findOneAndUpdate(
        { _id, owner, state },
        [{ $set: { locked_until: { $add: ["$$NOW", leaseMs] } } }],
        { returnDocument: "after" },
      );
      return renewed?.locked_until;
    },

    readChunk: async ({ set, next_chunk, undo }: JobDocument): Promise<ChunkRow | undefined> =>
      (await jobChunks.findOne({ set, n: undo?.next ?? next_chunk })) ?? undefined,

    /** What became of a chunk, and one step further. Undefined when the claim was lost, or the job is to be undone. */
    async advance(job: JobDocument, rows: JobRow[], leaseMs: number): Promise<JobDocument | undefined> {
      const { _id, owner, next_chunk, set } = job;
      await jobChunks.updateOne({ set, n: next_chunk, undone: { $ne: true } }, { $set: { rows } });
      const of = countOf(rows);
      // Of one that was stopped in its last chunk some are left as they were.
      const isLast = of("waiting") === 0 && { $gte: [next_chunk + 1, "$chunks"] };
      const isOver = { $or: [isLast, "$stop_requested"] };
      const advanced = await jobs.findOneAndUpdate(
        { _id, owner, next_chunk, state: "running" },
        [
          {
            $set: {
              next_chunk: next_chunk + 1,
              changed: { $add: ["$changed", of("changed")] },
              unchanged: { $add: ["$unchanged", of("unchanged")] },
              failed: { $add: ["$failed", of("failed")] },
              state: { $cond: [isLast, "done", { $cond: ["$stop_requested", "stopped", "running"] }] },
              finished_at: { $cond: [isOver, "$$NOW", null] },
              undo_until: { $cond: [isOver, UNDO_UNTIL, null] },
              updated_at: LATER,
              locked_until: { $add: ["$$NOW", leaseMs] },
            },
          },
        ],
        { returnDocument: "after" },
      );
      return advanced ?? undefined;
    },

    /** Lets another take it, at once or after a rest. */
    async release({ _id, owner }: JobDocument, restMs = 0): Promise<void> {
      const free = { owner: null, locked_until: { $add: ["$$NOW", restMs] }, worked_at: "$$NOW" };
      await jobs.updateOne({ _id, owner }, [{ $set: free }]);
    },
  };
}
