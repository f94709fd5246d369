// Ending a job before its last order.
import { ObjectId } from "mongodb";
import type { Database } from "./database.js";
import type { JobDocument } from "./Job.js";
import { LATER, UNDO_UNTIL } from "./jobWork.js";

const STOPPED = { state: "stopped", finished_at: "$$NOW", undo_until: UNDO_UNTIL, updated_at: LATER };

export function jobStop({ jobs }: Database) {
  return {
    /** At once while nobody works on it, else after the chunk that is worked on. Undefined when there is no such job. */
    async requestStop(id: string): Promise<JobDocument | undefined> {
      const _id = new ObjectId(id);
      const running = { _id, state: "running" as const };
      // A claim that was lost without a word may have left half a chunk: whoever takes it looks what was done.
      await jobs.updateOne({ ...running, owner: null }, [{ $set: STOPPED }]);
      await jobs.updateOne(running, { $set: { stop_requested: true } });
      return (await jobs.findOne({ _id })) ?? undefined;
    },

    /** Before the chunk that would be next. Undefined when the claim was lost. */
    async stopHere({ _id, owner, next_chunk }: JobDocument): Promise<JobDocument | undefined> {
      const stopped = await jobs.findOneAndUpdate(
        { _id, owner, next_chunk, state: "running", stop_requested: true },
        [{ $set: STOPPED }],
        { returnDocument: "after" },
      );
      return stopped ?? undefined;
    },
  };
}
