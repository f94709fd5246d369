// Taking a job back: from its start until some seconds after its end, chunk by chunk, as it was done.
import type { JobRow } from "@order-desk/contract";
import { ObjectId } from "mongodb";
import type { Database } from "./database.js";
import type { JobDocument } from "./Job.js";
import { countOf, LATER } from "./jobWork.js";

const IN_TIME = {
  $or: [
    { $eq: ["$state", "running"] },
    { $and: [{ $in: ["$state", ["done", "stopped"]] }, { $lte: ["$$NOW", "$undo_until"] }] },
  ],
};

export function jobUndo({ jobs, jobChunks }: Database) {
  return {
    /** Undefined when that is no longer possible, or was never. */
    async requestUndo(id: string, by: JobDocument["by"]): Promise<JobDocument | undefined> {
      const requested = await jobs.findOneAndUpdate(
        { _id: new ObjectId(id), $expr: { $and: [{ $gt: ["$undo_seconds", 0] }, IN_TIME] } },
        [
          {
            $set: {
              // What rests is taken at once; who works on it keeps his claim.
              locked_until: { $cond: [{ $eq: ["$owner", null] }, "$$NOW", "$locked_until"] },
              state: "undoing",
              undo: { by, counted: "$next_chunk", next: 0 },
              ...{ stop_requested: false, undo_until: null, finished_at: null, updated_at: LATER },
            },
          },
          { $unset: "worked_at" },
        ],
        { returnDocument: "after" },
      );
      return requested ?? undefined;
    },

    /** What was taken back of a chunk, and one step further. Undefined when the claim was lost. */
    async advanceUndo(job: JobDocument, rows: JobRow[], leaseMs: number): Promise<JobDocument | undefined> {
      const { _id, owner, set, chunks, undo } = job;
      const { next = 0, counted = 0 } = undo ?? {};
      await jobChunks.updateOne({ set, n: next }, { $set: { rows, undone: true } });
      const of = countOf(rows);
      const isLast = next + 1 >= Math.min(counted + 1, chunks);
      // The chunk that was worked on when the undo came has not been counted.
      const changed = next >= counted ? of("changed") + of("undone") : 0;
      const advanced = await jobs.findOneAndUpdate(
        { _id, owner, state: "undoing", "undo.next": next },
        [
          {
            $set: {
              "undo.next": next + 1,
              changed: { $add: ["$changed", changed] },
              undone: { $add: ["$undone", of("undone")] },
              state: isLast ? "undone" : "undoing",
              finished_at: isLast ? "$$NOW" : null,
              updated_at: LATER,
              locked_until: { $add: ["$$NOW", leaseMs] },
            },
          },
        ],
        { returnDocument: "after" },
      );
      return advanced ?? undefined;
    },
  };
}
