// Works on the jobs, in turns: one process on each, and another goes on where one ended. It rests as long as it works, so
// that the requests and the screens go on meanwhile.
import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import type { Logger } from "pino";
import type { JobDocument } from "../models/Job.js";
import { isUnderWay, jobSteps, type JobStepParts } from "./jobSteps.js";

/** How often to look for jobs; one that was accepted here is begun at once. */
const LOOK_EVERY_MS = 1_000;
/** The job of a process that was killed is gone on with after this time. */
const LEASE_MS = 5_000;

export type JobRunnerParts = Omit<JobStepParts, "leaseMs"> & {
  readonly logger: Logger;
  /** Resolves when the database is fit to be used. */
  readonly begun: Promise<void>;
  readonly leaseMs?: number;
};

export function jobRunner({ leaseMs = LEASE_MS, ...parts }: JobRunnerParts) {
  const { jobs, logger, begun } = parts;
  const takeStep = jobSteps({ ...parts, leaseMs });
  const owner = randomUUID();
  const stopping = new AbortController();
  const isStopping = () => stopping.signal.aborted;
  let waits = new AbortController();
  const rest = async (ms: number, signal: AbortSignal) =>
    await setTimeout(ms, undefined, { signal }).catch(() => undefined);

  /** One chunk further. */
  async function work(job: JobDocument): Promise<void> {
    const startedAt = performance.now();
    const next = await takeStep(job);
    // Whoever goes on with it need not wait: with what is to be taken back, or when the process ends.
    const isResting = next !== undefined && isUnderWay(next) && !isStopping();
    const restMs = isResting ? Math.ceil(performance.now() - startedAt) : 0;
    await jobs.release(job, restMs);
    if (isResting) await rest(restMs, stopping.signal);
  }

  async function run(): Promise<void> {
    await begun;
    for (let turn = 0; !isStopping(); turn++) {
      waits = new AbortController();
      try {
        const job = await jobs.claim(owner, leaseMs, turn % 2 === 0);
        if (job) {
          await work(job);
          continue;
        }
      } catch (error) {
        if (!isStopping()) logger.error({ err: error }, "A job cannot be worked on; trying again");
      }
      if (!isStopping()) await rest(LOOK_EVERY_MS, waits.signal);
    }
  }
  const running = run().catch(() => undefined);

  return {
    /** There is a job, perhaps. */
    wake: () => waits.abort(),
    stop: async (): Promise<void> => {
      stopping.abort();
      waits.abort();
      await running;
    },
  };
}
