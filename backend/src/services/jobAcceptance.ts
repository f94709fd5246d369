// Makes jobs of requests: the same Idempotency-Key with the same request gives the same job.
import { createHash, randomBytes } from "node:crypto";
import type { BulkJob } from "@order-desk/contract";
import { newChunkSet, toJob, type JobModel, type NewJob } from "../models/Job.js";
import { objectIdOf } from "../models/orderDocument.js";
import { idFrom } from "./bulkRules.js";
import { assertInTime, BULK_DEADLINE_MS, whileUnavailable } from "./deadline.js";
import { DomainError } from "./errors.js";
import { timeSlices } from "./timeSlices.js";

export type Accepted = { readonly job: BulkJob; readonly replayed: boolean };

export type JobAcceptanceParts = {
  readonly jobs: JobModel;
  /** There is work to be done. */
  readonly onAccepted: () => void;
};

export type JobRequest = {
  /** What was asked for, to the letter. */
  readonly asked: readonly (string | Uint8Array)[];
  readonly by: BulkJob["by"];
  readonly key: string | undefined;
  /** Works out what is to be done, once. */
  readonly plan: (job: string) => Promise<Omit<NewJob, "_id" | "by" | "fingerprint">>;
};

export const noSuchJob = (id: string) =>
  new DomainError("job_not_found", `There is no job with the id ${id}.`);

export function jobAcceptance({ jobs, onAccepted }: JobAcceptanceParts) {
  /** The job of this key, when there is one; one that was asked for something else is refused. */
  async function replayed(id: string, fingerprint: string): Promise<Accepted | undefined> {
    const job = await jobs.find(id);
    if (job && job.fingerprint !== fingerprint)
      throw new DomainError(
        "idempotency_key_reused",
        "This Idempotency-Key came with another body before. Use a new key for a new job.",
      );
    return job && { job: toJob(job), replayed: true };
  }

  /** Whether it is new. Done again while the database chooses a primary, it makes no second one. */
  async function create(job: NewJob): Promise<boolean> {
    const set = newChunkSet();
    const nextSlice = timeSlices();
    const goOn = async () => {
      await nextSlice();
      assertInTime();
    };
    const until = Date.now() + BULK_DEADLINE_MS;
    return await whileUnavailable(async () => await jobs.create(job, set, goOn), until);
  }

  return async ({ asked, by, key, plan }: JobRequest): Promise<Accepted> => {
    const hash = createHash("sha256");
    for (const part of asked) hash.update(part);
    const fingerprint = hash.digest("base64url");
    const id = key === undefined ? randomBytes(12).toString("hex") : idFrom(`bulk ${key}`);
    const before = key === undefined ? undefined : await replayed(id, fingerprint);
    if (before) return before;
    const isNew = await create({ _id: objectIdOf(id), by, fingerprint, ...(await plan(id)) });
    if (isNew) onAccepted();
    const known = await whileUnavailable(async () => await replayed(id, fingerprint));
    if (!known) throw noSuchJob(id);
    return { ...known, replayed: !isNew };
  };
}
