// Prometheus metrics.
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import type { HealthService } from "./healthService.js";
import type { LiveFeed } from "./liveFeed.js";

export type Metrics = ReturnType<typeof createMetrics>;

const inSeconds = (read: () => number | null) => () => {
  const ms = read();
  return ms === null ? null : ms / 1_000;
};

/** What the parts of the product tell of themselves whenever the metrics are asked for. */
export function observeParts(
  { observe }: Metrics,
  parts: {
    readonly feed: Pick<LiveFeed, "lagMs" | "ringSize" | "ringBeginsAt">;
    readonly workerLag: () => number | null;
    readonly sockets: () => number;
    readonly health: HealthService;
  },
): void {
  const { databaseIsUp, mailsWaiting, mailsFailed, mailsUnknown } = parts.health;
  observe("order_feed_lag_seconds", "Time since the live feed was last current", inSeconds(parts.feed.lagMs));
  observe(
    "order_worker_lag_seconds",
    "Time since the durable worker was last current",
    inSeconds(parts.workerLag),
  );
  observe("order_feed_sockets", "Sockets connected to this backend", parts.sockets);
  observe("order_feed_ring_events", "Events kept for tabs that reconnect", parts.feed.ringSize);
  observe("order_database_up", "Whether the database answers (1) or not (0)", async () =>
    Number(await databaseIsUp()),
  );
  observe("order_mails_waiting", "Mails that are still to be sent, counted up to 1,000", mailsWaiting);
  observe("order_feed_ring_begins_seconds", "Unix time from which on a tab gets what it missed", () => {
    const at = parts.feed.ringBeginsAt();
    return at === null ? null : at / 1_000;
  });
  observe("order_mails_unknown", "Mails that a person has to decide on, counted up to 1,000", mailsUnknown);
  observe("order_mails_failed", "Mails that were given up, counted up to 1,000", mailsFailed);
}

export function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return {
    registry,
    requests: new Histogram({
      name: "http_request_duration_seconds",
      help: "Time to answer a request",
      labelNames: ["method", "route", "status"],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
      registers,
    }),
    historyLost: new Counter({
      name: "order_worker_history_lost_total",
      help: "How often the oplog no longer held the worker's position",
      registers,
    }),
    changesSkipped: new Counter({
      name: "order_worker_skipped_total",
      help: "Changes that the worker stepped past after it could not handle them",
      registers,
    }),
    streamsReopened: new Counter({
      name: "order_streams_reopened_total",
      help: "How often a change stream was opened again because it had fallen silent or stood still",
      registers,
    }),
    slowSocketsCut: new Counter({
      name: "order_feed_slow_sockets_cut_total",
      help: "Clients that were cut off because they did not read",
      registers,
    }),
    /** A gauge that is read when the metrics are asked for; null is left out (unknown is not 0). */
    observe: (name: string, help: string, read: () => Promise<number | null> | number | null) => {
      new Gauge({
        name,
        help,
        registers,
        async collect() {
          const value = await read();
          // Not reset(): that would say 0.
          if (value === null) this.remove();
          else this.set(value);
        },
      });
    },
  };
}
