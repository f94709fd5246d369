// One step of a job: a chunk of it is done, or taken back.
import { isJobActive } from "@order-desk/contract";
import type { JobDocument, JobModel } from "../models/Job.js";
import type { OrderBatch } from "../models/orderBatch.js";
import { importChunk, type ImportParts } from "./jobImportRows.js";
import { lookAtChunk, workOnChunk, type Fence } from "./jobRows.js";
import { undoChunk } from "./jobUndoRows.js";

/** Of the time that a claim holds, its writes leave so much unused: a write takes a while from its look at the clock. */
const UNUSED = 0.2;

export type JobStepParts = {
  readonly jobs: JobModel;
  readonly batch: OrderBatch;
  readonly imported: ImportParts;
  /** Mails of a job that can be taken back wait at most until then. */
  readonly mails: { readonly endWait: (job: string, until: Date) => Promise<void> };
  readonly leaseMs: number;
};

class ClaimLostError extends Error {
  override name = "ClaimLostError";
  constructor() {
    super("The job is another's, or to be undone");
  }
}

/** There is more to be done. */
export const isUnderWay = (job: JobDocument) => isJobActive(job);

export function jobSteps({ jobs, batch, imported, mails, leaseMs }: JobStepParts) {
  /** So that nothing of a claim is written after it was lost: what is to be undone must not be done meanwhile. */
  const fenceOf =
    (job: JobDocument): Fence =>
    async (round) => {
      const until = round === 0 ? job.locked_until : await jobs.renew(job, leaseMs);
      if (!until) throw new ClaimLostError();
      return new Date(until.getTime() - UNUSED * leaseMs);
    };

  async function forth(job: JobDocument): Promise<JobDocument | undefined> {
    const { status, by, undo_seconds: undoSeconds, stop_requested: isStopping } = job;
    const chunk = await jobs.readChunk(job);
    if (job.kind === "import" && chunk) {
      // One that another began, and did not end, is ended.
      if (isStopping && !chunk.known) return await jobs.stopHere(job);
      const rows = await importChunk(imported, { job: job._id.toHexString(), by, chunk }, fenceOf(job));
      return await jobs.advance(job, rows, leaseMs);
    }
    const action = job.kind === "delete" ? "delete" : "status";
    const task = { action, ...(status && { status }), job: job._id.toHexString(), by, undoSeconds } as const;
    const ids = chunk?.ids ?? [];
    if (isStopping) {
      const done = await lookAtChunk(batch, { ...task, ids });
      const isBegun = done.some(({ outcome }) => outcome !== "waiting");
      return isBegun ? await jobs.advance(job, done, leaseMs) : await jobs.stopHere(job);
    }
    const rows = await workOnChunk(batch, { ...task, ids }, fenceOf(job));
    return await jobs.advance(job, rows, leaseMs);
  }

  async function back(job: JobDocument): Promise<JobDocument | undefined> {
    const { by, undo } = job;
    const chunk = await jobs.readChunk(job);
    const isCounted = undo !== null && undo.next < undo.counted;
    const rows = await undoChunk(batch, {
      action: job.kind === "delete" ? "delete" : "status",
      job: job._id.toHexString(),
      by,
      undoneBy: undo?.by ?? by,
      rows: isCounted ? (chunk?.rows ?? null) : null,
      ids: chunk?.ids ?? [],
    });
    return await jobs.advanceUndo(job, rows, leaseMs);
  }

  /** Undefined when the job is no longer ours, or something else is wanted of it. */
  return async (job: JobDocument): Promise<JobDocument | undefined> => {
    try {
      const next = await (job.state === "undoing" ? back(job) : forth(job));
      const until = next?.undo_until ?? (next?.state === "undone" ? next.finished_at : null);
      if (next && until) await mails.endWait(next._id.toHexString(), until);
      return next;
    } catch (error) {
      if (error instanceof ClaimLostError) return undefined;
      throw error;
    }
  };
}
