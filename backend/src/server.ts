// The one place where the parts meet.
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Logger } from "pino";
import { createApp } from "./app.js";
import { originCheck } from "./config/origins.js";
import type { Settings } from "./config/settings.js";
import { openForRequests, openForWatcher } from "./models/database.js";
import { idempotencyModel } from "./models/IdempotencyKey.js";
import { mailModel, mailReads } from "./models/Mail.js";
import { mailQueue } from "./models/mailQueue.js";
import { orderModel } from "./models/Order.js";
import { orderLogModel } from "./models/OrderLog.js";
import { changeReader } from "./models/changeReader.js";
import { reserveNumbers, returnNumbers, skipTakenNumbers } from "./models/OrderNumber.js";
import { topicChanges } from "./models/topicChanges.js";
import { ensureSchema } from "./models/schema.js";
import { prepareDatabase } from "./models/prepareDatabase.js";
import { withDeadline } from "./services/deadline.js";
import { WORKER } from "./services/changeWorker.js";
import { healthService } from "./services/healthService.js";
import { liveFeed } from "./services/liveFeed.js";
import { mailService } from "./services/mailService.js";
import { createMetrics, type Metrics } from "./services/metrics.js";
import { liveCounts, type LiveCounts } from "./services/orderCounts.js";
import { orderNumbers } from "./services/orderNumbers.js";
import { orderService } from "./services/orderService.js";
import { storyService } from "./services/storyService.js";
import { topicFeed } from "./services/topicFeed.js";
import { websocketService } from "./services/websocketService.js";
import { startWorker, type DurableWorker } from "./worker.js";

export type RunningServer = {
  readonly url: string;
  /** Resolves when the database is fit and everything runs; rejects when it can never be. */
  readonly started: Promise<void>;
  readonly stop: () => Promise<void>;
};

async function listen(server: Server, host: string, port: number): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  const { port: bound } = server.address() as AddressInfo;
  return `http://${host === "127.0.0.1" || host === "0.0.0.0" ? "localhost" : host}:${bound}`;
}

/** Settings, connections and what everything else shares. */
function createContext(settings: Settings, uri: string, logger: Logger) {
  const databases = {
    requests: openForRequests(uri),
    feed: openForWatcher(uri),
    worker: openForWatcher(uri),
  };
  const stopping = new AbortController();
  const { worker, feed, requests } = databases;
  const begun = prepareDatabase([worker, feed, requests], WORKER, logger, stopping.signal);
  // Whoever needs it awaits it; a failure is reported by `started`.
  begun.catch(() => undefined);
  return { settings, logger, databases, stopping, begun, metrics: createMetrics() };
}
type Context = ReturnType<typeof createContext>;

function createOrders({ settings, databases, begun }: Context, counts: LiveCounts) {
  const { requests } = databases;
  const numbers = orderNumbers({
    reserve: async (size) => await reserveNumbers(requests, size),
    giveBack: async (rest) => await returnNumbers(requests, rest),
    skipTaken: async () => await skipTakenNumbers(requests),
  });
  const service = orderService({
    orders: orderModel(requests, settings.CURRENCY),
    idempotency: idempotencyModel(requests, settings.CURRENCY),
    numbers,
    liveTotal: (statuses) => counts.total(statuses),
    shopCurrency: settings.CURRENCY,
  });
  // The first block is there before the first order.
  begun.then(async () => await numbers.take(0)).catch(() => undefined);
  return { service: withDeadline(service, begun), numbers };
}

/** The mails and the stories as people see them. */
function createReading({ settings, databases, begun }: Context, worker: DurableWorker) {
  const { requests } = databases;
  const mails = { ...mailModel(requests), ...mailReads(requests) };
  const mail = mailService({
    mails,
    queue: mailQueue(requests),
    mode: worker.mode,
    mailDomain: settings.mailDomain,
    onWanted: worker.sendNow,
  });
  const story = storyService({ log: orderLogModel(requests), mails });
  return { mails: withDeadline(mail, begun), story: withDeadline(story, begun) };
}

function observe(
  metrics: Metrics,
  parts: {
    feedLag: () => number | null;
    workerLag: () => number | null;
    sockets: () => number;
    ring: () => number;
  },
) {
  const seconds = (read: () => number | null) => () => {
    const ms = read();
    return ms === null ? null : ms / 1_000;
  };
  metrics.observe(
    "order_feed_lag_seconds",
    "Time since the live feed was last current",
    seconds(parts.feedLag),
  );
  metrics.observe(
    "order_worker_lag_seconds",
    "Time since the durable worker was last current",
    seconds(parts.workerLag),
  );
  metrics.observe("order_feed_sockets", "Sockets connected to this backend", parts.sockets);
  metrics.observe("order_feed_ring_events", "Events kept for tabs that reconnect", parts.ring);
}

/** Listens at once; what needs the database waits for it. */
export async function startServer(settings: Settings, uri: string, logger: Logger): Promise<RunningServer> {
  const context = createContext(settings, uri, logger);
  const { databases, begun, metrics, stopping } = context;
  const isAllowedOrigin = originCheck(settings.FRONTEND_URL, settings.PORT);
  const counts = liveCounts(async () => await orderModel(databases.feed, settings.CURRENCY).countByStatus());
  const orders = createOrders(context, counts);
  const takeNumber = async () => ((await orders.numbers.take(1)) as [number])[0];
  const worker = startWorker({ settings, database: databases.worker, logger, metrics, begun, takeNumber });
  const reading = createReading(context, worker);
  const sockets = websocketService(isAllowedOrigin, logger);
  const feed = liveFeed({
    changes: changeReader(databases.feed, settings.CURRENCY),
    counts,
    publisher: sockets.publisher,
    logger: logger.child({ part: "feed" }),
    begun,
    onReopened: () => metrics.streamsReopened.inc(),
    repair: async () => await ensureSchema(databases.feed),
  });
  const health = healthService({
    ping: async () => await databases.requests.db.command({ ping: 1 }),
    mails: mailModel(databases.requests),
    mailMode: worker.mode,
    feed,
    worker,
  });
  observe(metrics, {
    feedLag: feed.lagMs,
    workerLag: worker.lagMs,
    sockets: sockets.connections,
    ring: feed.ringSize,
  });
  const server = createServer(
    createApp({ logger, metrics, isAllowedOrigin, orders: orders.service, ...reading, health }),
  );
  const topics = topicFeed({
    changes: topicChanges(databases.feed),
    publisher: sockets.topicPublisher,
    logger: logger.child({ part: "topics" }),
    begun,
  });
  sockets.serve(server, feed, topics);
  const url = await listen(server, settings.HOST, settings.PORT);

  return {
    url,
    started: begun,
    async stop() {
      stopping.abort();
      await sockets.close();
      await orders.numbers.close().catch(() => undefined);
      topics.stop();
      await Promise.all([feed.stop(), worker.stop()]);
      await Promise.all(Object.values(databases).map(async ({ client }) => await client.close()));
    },
  };
}
