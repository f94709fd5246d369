// Until when whoever works on a job may write: nothing of a claim is written after it was lost, since what is to be undone must
// not be done meanwhile.
import type { JobDocument, JobModel } from "../models/Job.js";
import type { Fence } from "./jobRows.js";

/** Of the time that a claim holds, its writes leave so much unused: a write takes a while from its look at the clock. */
const UNUSED = 0.2;
/** A claim that is as old as that part of its time is renewed before the next write. */
const RENEWED_AT = 0.25;

export class ClaimLostError extends Error {
  override name = "ClaimLostError";
  constructor() {
    super("The job is another's, or to be undone");
  }
}

/** For a job that was claimed right now. */
export function fenceOf(jobs: JobModel, job: JobDocument, leaseMs: number): Fence {
  let [until, knownAt] = [job.locked_until, performance.now()];
  return async (round) => {
    if (round > 0 || performance.now() - knownAt > RENEWED_AT * leaseMs) {
      // The claim's time began at some moment after it was asked for.
      const askedAt = performance.now();
      const renewed = await jobs.renew(job, leaseMs);
      if (!renewed) throw new ClaimLostError();
      [until, knownAt] = [renewed, askedAt];
    }
    return new Date(until.getTime() - UNUSED * leaseMs);
  };
}
