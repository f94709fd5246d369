// Works on the jobs, in turns: one process on each, and another goes on where one ended.
import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import type { Logger } from "pino";
import type { JobDocument } from "../models/Job.js";
import { JobPace } from "./jobPace.js";
import { isUnderWay, jobSteps, type JobStepParts } from "./jobSteps.js";

/** How often to look for jobs; one that was accepted here is begun at once. */
const LOOK_EVERY_MS = 1_000;
/** The job of a process that was killed is gone on with after this time. */
const LEASE_MS = 5_000;

export type JobRunnerParts = Omit<JobStepParts, "leaseMs" | "pace"> & {
  /** Mails of a job that can be taken back wait at most until then. */
  readonly mails: { readonly endWait: (job: string, until: Date) => Promise<void> };
  readonly logger: Logger;
  /** Resolves when the database is fit to be used. */
  readonly begun: Promise<void>;
  readonly leaseMs?: number;
};

/** Ends the wait of the mails of jobs that have ended. Nobody has to wait for that, but for the end of the process. */
function mailsOfEnded({ mails, logger }: Pick<JobRunnerParts, "mails" | "logger">) {
  const underWay = new Set<Promise<void>>();
  /** Where that fails each mail is looked at again when its time has come, a minute later at most. */
  async function endWait(job: string, until: Date): Promise<void> {
    try {
      await mails.endWait(job, until);
    } catch (error) {
      logger.warn({ err: error }, "The mails of a job that has ended may go later than they could");
    }
  }
  return {
    begin({ _id, state, undo_until, finished_at }: JobDocument): void {
      const until = undo_until ?? (state === "undone" ? finished_at : null);
      if (!until) return;
      const ending = endWait(_id.toHexString(), until);
      underWay.add(ending);
      void ending.finally(() => underWay.delete(ending));
    },
    all: async () => await Promise.all(underWay),
  };
}

export function jobRunner({ leaseMs = LEASE_MS, ...parts }: JobRunnerParts) {
  const { jobs, logger, begun } = parts;
  const owner = randomUUID();
  const stopping = new AbortController();
  const pace = new JobPace(stopping.signal);
  const takeStep = jobSteps({ ...parts, leaseMs, pace });
  const isStopping = () => stopping.signal.aborted;
  const endedMails = mailsOfEnded(parts);
  let waits = new AbortController();

  /** One chunk further. */
  async function work(job: JobDocument): Promise<void> {
    pace.begin();
    const next = await takeStep(job);
    // Whoever goes on with it need not wait: with what is to be taken back, or when the process ends.
    const isResting = next !== undefined && isUnderWay(next) && !isStopping();
    const restMs = isResting ? pace.owed() : 0;
    await jobs.release(job, restMs);
    if (next) endedMails.begin(next);
    if (isResting) await pace.rest(restMs);
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
      const { signal } = waits;
      if (!isStopping()) await setTimeout(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
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
      await endedMails.all();
    },
  };
}
