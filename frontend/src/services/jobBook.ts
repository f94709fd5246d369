// The jobs that anybody has begun, as far along as they are.
import { bulkJob, isJobActive, type BulkJob } from "@order-desk/contract";
import { backoff } from "../lib/backoff";
import { isLaterJob, undoLeft } from "../lib/jobs";
import { OwnJobs } from "../lib/ownJobs";
import { UnderWay } from "../lib/underWay";
import type { BulkApi } from "./bulkApi";
import type { TopicNews, Topics } from "./topics";

type Parts = { readonly api: BulkApi; readonly topics: Topics };

export class JobBook {
  readonly #parts: Parts;
  #jobs: ReadonlyMap<string, BulkJob> = new Map();
  #areKnown = false;
  #hasFailed = false;
  /** Those of which it was told that they begin. */
  readonly #begun = new Set<string>();
  #listeners = new Set<() => void>();
  #beginListeners = new Set<(job: BulkJob) => void>();
  #retry: ReturnType<typeof setTimeout> | undefined;
  #isStarted = false;
  readonly #own = new OwnJobs();
  readonly #beginning = new UnderWay();
  /** Until when each can be taken back, by this browser's clock. */
  readonly #undoUntil = new Map<string, number>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  readonly jobs = (): ReadonlyMap<string, BulkJob> => this.#jobs;
  /** Whether the server has said which there were before this tab. */
  readonly areKnown = (): boolean => this.#areKnown;
  /** Whether it did not answer when it was asked last; it is asked again. */
  readonly hasFailed = (): boolean => this.#hasFailed;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  /** Told of each job that begins while the tab is open, or that is at work or still to be told of when it opens. */
  onBegin(listener: (job: BulkJob) => void): () => void {
    this.#beginListeners.add(listener);
    return () => void this.#beginListeners.delete(listener);
  }

  /** Keeps them live until the returned function is called. */
  readonly start = (): (() => void) => {
    this.#isStarted = true;
    const unfollow = this.#parts.topics.follow("jobs", {
      fetch: () => void this.#fetch(),
      hear: (name, sent) => this.#hear(name, sent),
    });
    return () => {
      this.#isStarted = false;
      clearTimeout(this.#retry);
      unfollow();
    };
  };

  /** Whether it was begun in this tab: here it can be taken back. */
  readonly isOwn = (id: string): boolean => this.#own.has(id);

  /** Until when it can be taken back, in milliseconds since 1970; what is past says no more than that. */
  readonly undoUntil = (id: string): number => this.#undoUntil.get(id) ?? 0;

  /** That this end of it was told: after a reload it is told again only if it can be taken back. */
  readonly told = ({ _id, state }: BulkJob): void => this.#own.tell(_id, state);

  /** A job that is begun in this tab: its answer says which. */
  readonly begin = async (answer: Promise<BulkJob>): Promise<void> =>
    await this.#beginning.during(this.#noteOwn(answer));

  /** When all that is being begun by now is known as its own: the news of what a job did may come before its answer. */
  readonly settled = async (): Promise<void> => await this.#beginning.settled();

  /** What is known of a job by an answer of the API. */
  readonly take = (job: BulkJob): void => {
    this.#keep(job);
    if (this.#begun.has(job._id)) return;
    this.#begun.add(job._id);
    for (const listener of this.#beginListeners) listener(job);
  };

  async #noteOwn(answer: Promise<BulkJob>): Promise<void> {
    const job = await answer;
    this.#own.add(job._id);
    this.take(job);
    // It may have been heard of before it was known whose it is.
    this.#tell();
  }

  /** Nobody is told that it begins. */
  #keep(job: BulkJob): void {
    const before = this.#jobs.get(job._id);
    if (before && !isLaterJob(job, before)) return;
    this.#undoUntil.set(job._id, Date.now() + undoLeft(job));
    this.#jobs = new Map(this.#jobs).set(job._id, job);
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }

  async #fetch(failures = 0): Promise<void> {
    clearTimeout(this.#retry);
    try {
      for (const job of await this.#parts.api.latest())
        if (this.#isWanted(job)) this.take(job);
        else this.#keep(job);
      if (this.#areKnown && !this.#hasFailed) return;
      [this.#areKnown, this.#hasFailed] = [true, false];
      this.#tell();
    } catch {
      this.#hasFailed = true;
      this.#tell();
      if (this.#isStarted)
        this.#retry = setTimeout(() => void this.#fetch(failures + 1), backoff(failures + 1));
    }
  }

  #isWanted(job: BulkJob): boolean {
    const { _id, state } = job;
    if (isJobActive(job) || this.#begun.has(_id)) return true;
    return this.#own.has(_id) && (undoLeft(job) > 0 || !this.#own.isTold(_id, state));
  }

  #hear(name: TopicNews, sent: unknown): void {
    if (name !== "job-changed") return;
    const job = bulkJob.safeParse(sent);
    if (job.success) this.take(job.data);
    else console.error("The live feed sent a job that is not understood", job.error);
  }
}
