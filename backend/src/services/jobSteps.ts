// One step of a job: a chunk of it is done, or taken back.
import { isJobActive } from "@order-desk/contract";
import type { JobDocument, JobModel } from "../models/Job.js";
import type { OrderBatch } from "../models/orderBatch.js";
import { ClaimLostError, fenceOf } from "./jobFence.js";
import { importChunk, type ImportParts } from "./jobImportRows.js";
import type { JobPace } from "./jobPace.js";
import { lookAtChunk, workOnChunk } from "./jobRows.js";
import { undoChunk } from "./jobUndoRows.js";

export type JobStepParts = {
  readonly jobs: JobModel;
  readonly batch: OrderBatch;
  readonly imported: ImportParts;
  readonly leaseMs: number;
  readonly pace: JobPace;
};

/** There is more to be done. */
export const isUnderWay = (job: JobDocument) => isJobActive(job);

type Chunk = NonNullable<Awaited<ReturnType<JobModel["readChunk"]>>>;

async function importStep({ jobs, imported, leaseMs, pace }: JobStepParts, job: JobDocument, chunk: Chunk) {
  // One that another began, and did not end, is ended.
  if (job.stop_requested && !chunk.known) return await jobs.stopHere(job);
  const task = { job: job._id.toHexString(), by: job.by, chunk };
  const rows = await importChunk({ ...imported, pace }, task, fenceOf(jobs, job, leaseMs));
  return await jobs.advance(job, rows, leaseMs);
}

export function jobSteps(parts: JobStepParts) {
  const { jobs, batch, leaseMs, pace } = parts;
  async function forth(job: JobDocument): Promise<JobDocument | undefined> {
    const { status, query, by, undo_seconds: undoSeconds, stop_requested: isStopping } = job;
    const chunk = await jobs.readChunk(job);
    if (job.kind === "import" && chunk) return await importStep(parts, job, chunk);
    const action = job.kind === "delete" ? "delete" : "status";
    const asked = { action, ...(status && { status }), ...(query && { query }) } as const;
    const task = { ...asked, job: job._id.toHexString(), by, undoSeconds };
    const ids = chunk?.ids ?? [];
    if (isStopping) {
      const done = await lookAtChunk(batch, { ...task, ids });
      const isBegun = done.some(({ outcome }) => outcome !== "waiting");
      return isBegun ? await jobs.advance(job, done, leaseMs) : await jobs.stopHere(job);
    }
    const fence = fenceOf(jobs, job, leaseMs);
    const rows = await pace.inPieces(
      ids,
      async (piece) => await workOnChunk(batch, { ...task, ids: piece }, fence),
    );
    return await jobs.advance(job, rows, leaseMs);
  }

  async function back(job: JobDocument): Promise<JobDocument | undefined> {
    const { by, undo } = job;
    const chunk = await jobs.readChunk(job);
    const isCounted = undo !== null && undo.next < undo.counted;
    const task = {
      action: job.kind === "delete" ? "delete" : "status",
      job: job._id.toHexString(),
      by,
      undoneBy: undo?.by ?? by,
    } as const;
    const known = isCounted ? (chunk?.rows ?? null) : null;
    const rows = await pace.inPieces(
      chunk?.ids ?? [],
      async (ids, from) =>
        await undoChunk(batch, { ...task, ids, rows: known?.slice(from, from + ids.length) ?? null }),
    );
    return await jobs.advanceUndo(job, rows, leaseMs);
  }

  /** Undefined when the job is no longer ours, or something else is wanted of it. */
  return async (job: JobDocument): Promise<JobDocument | undefined> => {
    try {
      return await (job.state === "undoing" ? back(job) : forth(job));
    } catch (error) {
      if (error instanceof ClaimLostError) return undefined;
      throw error;
    }
  };
}
