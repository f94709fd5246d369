// One process at a time works: it holds a lease, renews it, and gives it up when it stops or can no longer renew it.
import { randomUUID } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import type { Logger } from "pino";
import { NO_PLACE, type WatcherModel } from "../models/Watcher.js";

/** A crashed leader is succeeded within this time. Renewed at a third, so that two renewals may fail. */
const LEASE_MS = 9_000;
/** A leader that stops cleanly is succeeded within this time. */
const LOOK_EVERY_MS = 400;

export type LeadershipOptions = {
  readonly watchers: WatcherModel;
  readonly name: string;
  readonly logger: Logger;
  /** Resolves when the database is fit to be used. */
  readonly begun: Promise<void>;
  readonly leaseMs?: number;
  readonly lookEveryMs?: number;
};

/** The work of a leader, begun when it becomes one. */
export type Work = {
  readonly lagMs: () => number | null;
  /** Ends the work under way. `isLeader`: it may still write what it has reached. */
  readonly stop: (isLeader: boolean) => Promise<void>;
};

type Term = { readonly work: Work; renewedAt: number };

/** Takes the lease when it is free. */
async function acquire(options: LeadershipOptions, owner: string, leaseMs: number): Promise<boolean> {
  const { watchers, name, logger } = options;
  if (await watchers.acquire(name, owner, leaseMs)) return true;
  if ((await watchers.load(name)) === undefined) {
    // Somebody has dropped the database under the running product.
    logger.error("The place of the durable work is gone; beginning without one");
    await watchers.begin(name, NO_PLACE);
  }
  return false;
}

type Begin = (owner: string, onLost: () => void) => Work;

/** @param begin told the name under which it may write, and what to call when it finds that it may not any more. */
export function leadership(options: LeadershipOptions, begin: Begin) {
  const { watchers, name, logger, begun, leaseMs = LEASE_MS, lookEveryMs = LOOK_EVERY_MS } = options;
  const owner = randomUUID();
  const stopping = new AbortController();
  let term: Term | undefined;
  let rest = new AbortController();

  async function end(isLeader: boolean): Promise<void> {
    const ended = term;
    term = undefined;
    await ended?.work.stop(isLeader);
  }

  const endNow = () => {
    if (term) term.renewedAt = -Infinity;
    rest.abort();
  };

  async function look(): Promise<void> {
    // By this process's own clock of durations, begun before the server was asked: never later than the server's.
    const askedAt = performance.now();
    if (!term) {
      if (!(await acquire(options, owner, leaseMs))) return;
      logger.info("This process leads the durable work");
      term = { work: begin(owner, endNow), renewedAt: askedAt };
    } else if (askedAt - term.renewedAt > leaseMs / 3) {
      if (await watchers.renew(name, owner, leaseMs, term.work.lagMs())) term.renewedAt = askedAt;
      else {
        await end(false);
        logger.warn("Another process leads by now: the durable work has ended here");
      }
    }
  }

  async function run(): Promise<void> {
    await begun.catch(() => undefined);
    while (!stopping.signal.aborted) {
      rest = new AbortController();
      await look().catch((error: unknown) => logger.warn({ err: error }, "The lease could not be renewed"));
      if (term && performance.now() - term.renewedAt > leaseMs) {
        await end(false);
        logger.warn("The lease has run out: the durable work has ended here, and another process may lead");
      }
      await setTimeout(lookEveryMs, undefined, { signal: rest.signal }).catch(() => undefined);
    }
  }

  const running = run();
  return {
    isLeader: () => term !== undefined,
    lagMs: () => term?.work.lagMs() ?? null,
    /** Hands over: the next one begins within `lookEveryMs`. */
    async stop() {
      stopping.abort();
      rest.abort();
      await running;
      if (!term) return;
      await end(true);
      await watchers.release(name, owner).catch(() => undefined);
    },
  };
}
