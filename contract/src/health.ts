// The answer of GET /health/ready: the truth about the parts, for probes and for the dashboard's status panel.
import * as z from "zod/mini";

export const health = z.object({
  status: z.enum(["ready", "unready"]),
  database: z.enum(["up", "down"]),
  /** Time since the live feed was last known to be current; null before it first was. */
  feed: z.object({ state: z.enum(["live", "stale"]), lag_ms: z.nullable(z.number()) }),
  worker: z.object({ lag_ms: z.nullable(z.number()) }),
  /** `captured`: no mail server is configured, mails are recorded and not sent. */
  mail: z.object({
    mode: z.enum(["smtp", "captured"]),
    waiting: z.nullable(z.int()),
    failed: z.nullable(z.int()),
  }),
});
export type Health = z.infer<typeof health>;
