// The truth about the parts (P7).
import type { Health } from "@order-desk/contract";
import type { MailModel } from "../models/Mail.js";
import type { LeaderState } from "../models/Watcher.js";
import type { MailMode } from "./emailService.js";

export type HealthParts = {
  readonly ping: () => Promise<unknown>;
  readonly mails: MailModel;
  readonly mailMode: MailMode;
  readonly feed: {
    readonly lagMs: () => number | null;
    readonly isStale: () => boolean;
    readonly ringBeginsAt: () => number | null;
  };
  readonly worker: {
    readonly isLeader: () => boolean;
    readonly lagMs: () => number | null;
    /** As its leader wrote it, wherever that runs. */
    readonly leaderState: () => Promise<LeaderState>;
  };
  /** A process that is about to end takes no new work. */
  readonly isStopping: () => boolean;
};

/** Longest wait for the database's answer to a probe, in milliseconds. */
const PROBE_MS = 1_500;

const orNull = async <T>(work: Promise<T>): Promise<T | null> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => (timer = setTimeout(resolve, PROBE_MS, null)));
  return await Promise.race([work.catch(() => null), late]).finally(() => clearTimeout(timer));
};

export type HealthService = ReturnType<typeof healthService>;

export function healthService({ ping, mails, mailMode, feed, worker, isStopping }: HealthParts) {
  const databaseIsUp = async () => (await orNull(ping().then(() => true))) !== null;
  /** Null: unknown. */
  const mailsWaiting = async () => await orNull(mails.count("queued", "sending"));
  const mailsFailed = async () => await orNull(mails.count("failed"));
  const mailsUnknown = async () => await orNull(mails.count("unknown"));

  return {
    databaseIsUp,
    mailsWaiting,
    mailsFailed,
    mailsUnknown,

    async check(): Promise<Health> {
      const [isUp, waiting, failed, unknown, leader] = await Promise.all([
        databaseIsUp(),
        mailsWaiting(),
        mailsFailed(),
        mailsUnknown(),
        orNull(worker.leaderState()),
      ]);
      const lag_ms = feed.lagMs();
      const ringBeginsAt = feed.ringBeginsAt();
      const isLive = lag_ms !== null && !feed.isStale();
      return {
        status: isUp && isLive && !isStopping() ? "ready" : "unready",
        database: isUp ? "up" : "down",
        feed: {
          state: isLive ? "live" : "stale",
          lag_ms,
          ring_begins_at: ringBeginsAt === null ? null : new Date(ringBeginsAt).toISOString(),
        },
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
