// The truth about the parts (P7).
import type { Health } from "@order-desk/contract";
import type { MailModel } from "../models/Mail.js";
import type { LeaderState } from "../models/Watcher.js";
import type { MailMode } from "./emailService.js";

export type HealthParts = {
  readonly ping: () => Promise<unknown>;
  readonly mails: MailModel;
  readonly mailMode: MailMode;
  readonly feed: { readonly lagMs: () => number | null; readonly isStale: () => boolean };
  readonly worker: {
    readonly isLeader: () => boolean;
    readonly lagMs: () => number | null;
    /** As its leader wrote it, wherever that runs. */
    readonly leaderState: () => Promise<LeaderState>;
  };
};

/** Longest wait for the database's answer to a probe, in milliseconds. */
const PROBE_MS = 1_500;

const orNull = async <T>(work: Promise<T>): Promise<T | null> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => (timer = setTimeout(resolve, PROBE_MS, null)));
  return await Promise.race([work.catch(() => null), late]).finally(() => clearTimeout(timer));
};

export type HealthService = ReturnType<typeof healthService>;

export function healthService({ ping, mails, mailMode, feed, worker }: HealthParts) {
  return {
    async check(): Promise<Health> {
      const [pong, waiting, failed, unknown, leader] = await Promise.all([
        orNull(ping().then(() => true)),
        orNull(mails.count("queued", "sending")),
        orNull(mails.count("failed")),
        orNull(mails.count("unknown")),
        orNull(worker.leaderState()),
      ]);
      const isReady = pong !== null && feed.lagMs() !== null && !feed.isStale();
      return {
        status: isReady ? "ready" : "unready",
        database: pong === null ? "down" : "up",
        feed: { state: feed.isStale() || feed.lagMs() === null ? "stale" : "live", lag_ms: feed.lagMs() },
        worker: {
          role: worker.isLeader() ? "leader" : "follower",
          lag_ms: worker.isLeader() ? worker.lagMs() : (leader?.lagMs ?? null),
          history_lost_at: leader?.historyLostAt?.toISOString() ?? null,
        },
        mail: { mode: mailMode, waiting, failed, unknown },
      };
    },
  };
}
