// The answer of GET /health/ready: the truth about the parts, for probes and for the dashboard's status panel.
import * as z from "zod/mini";

export const health = z.object({
  status: z.enum(["ready", "unready"]),
  database: z.enum(["up", "down"]),
  /** Time since the live feed was last known to be current; null before it first was. */
  feed: z.object({
    state: z.enum(["live", "stale"]),
    lag_ms: z.nullable(z.number()),
    /** A tab that was away since then or later gets what it missed; an older one fetches again. */
    ring_begins_at: z.nullable(z.iso.datetime()),
  }),
  /** The durable worker, wherever it runs; `role`: whether it runs in this process. */
  worker: z.object({
    role: z.enum(["leader", "follower"]),
    lag_ms: z.nullable(z.number()),
    /** When the history behind it was lost and orders were compared with the log; null: never. */
    history_lost_at: z.nullable(z.iso.datetime()),
  }),
  /** `captured`: no mail server is configured, mails are recorded and not sent. */
  mail: z.object({
    mode: z.enum(["smtp", "captured"]),
    waiting: z.nullable(z.int()),
    failed: z.nullable(z.int()),
    /** Mails of which nobody can say whether the server took them; a person decides. */
    unknown: z.nullable(z.int()),
  }),
});
export type Health = z.infer<typeof health>;
