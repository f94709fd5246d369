// The one place where the parts meet.
import { createServer } from "node:http";
import { setTimeout } from "node:timers/promises";
import type { Logger } from "pino";
import { createApp } from "./app.js";
import { startBulk } from "./bulk.js";
import { hostCheck, originCheck } from "./config/origins.js";
import type { Settings } from "./config/settings.js";
import { gracefulStop, listen } from "./httpServer.js";
import { openForJobs, openForRequests, openForWatcher } from "./models/database.js";
import { idempotencyModel } from "./models/IdempotencyKey.js";
import { mailModel, mailReads } from "./models/Mail.js";
import { mailQueue } from "./models/mailQueue.js";
import { orderBatch } from "./models/orderBatch.js";
import { countLists } from "./models/listCounting.js";
import { orderModel } from "./models/Order.js";
import { orderLogModel } from "./models/OrderLog.js";
import { changeReader } from "./models/changeReader.js";
import { reserveNumbers, returnNumbers, skipTakenNumbers } from "./models/OrderNumber.js";
import { topicChanges } from "./models/topicChanges.js";
import { ensureSchema } from "./models/schema.js";
import { prepareDatabase } from "./models/prepareDatabase.js";
import { withDeadline } from "./services/deadline.js";
import { WORKER } from "./services/changeWorker.js";
import { exportService } from "./services/exportService.js";
import { healthService } from "./services/healthService.js";
import { ListCounts } from "./services/listCounts.js";
import { liveFeed } from "./services/liveFeed.js";
import { mailService } from "./services/mailService.js";
import { createMetrics, observeParts } from "./services/metrics.js";
import { liveCounts, type LiveCounts } from "./services/orderCounts.js";
import { orderNumbers } from "./services/orderNumbers.js";
import { orderService } from "./services/orderService.js";
import { storyService } from "./services/storyService.js";
import { topicFeed } from "./services/topicFeed.js";
import { websocketService } from "./services/websocketService.js";
import { viewModel } from "./models/View.js";
import { viewService } from "./services/viewService.js";
import { startWorker, type DurableWorker } from "./worker.js";

export type RunningServer = {
  readonly url: string;
  /** Resolves when the database is fit and everything runs; rejects when it can never be. */
  readonly started: Promise<void>;
  readonly stop: () => Promise<void>;
};

const GIVE_BACK_MS = 1_000;

/** Settings, connections and what everything else shares. */
function createContext(settings: Settings, uri: string, logger: Logger) {
  const databases = {
    requests: openForRequests(uri),
    feed: openForWatcher(uri),
    worker: openForWatcher(uri),
    jobs: openForJobs(uri),
  };
  const stopping = new AbortController();
  const preparation = { worker: WORKER, shopCurrency: settings.CURRENCY, logger };
  const begun = prepareDatabase(databases, preparation, stopping.signal);
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
    undoSeconds: settings.UNDO_SECONDS,
    shopCurrency: settings.CURRENCY,
  });
  // The first block is there before the first order.
  begun.then(async () => await numbers.take(0)).catch(() => undefined);
  return { service: withDeadline(service, begun), numbers };
}

/** The mails and the stories as people see them. */
function createReading({ settings, databases, begun, logger }: Context, worker: DurableWorker) {
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
  const exports = exportService({
    orders: orderModel(requests, settings.CURRENCY),
    batch: orderBatch(requests, settings.CURRENCY),
  });
  return {
    mails: withDeadline(mail, begun),
    story: withDeadline(story, begun),
    exports: withDeadline(exports, begun),
    views: withDeadline(viewService(viewModel(requests), logger), begun),
  };
}

/** What tells the sockets of this backend. */
function createFeeds(
  { settings, databases, begun, logger, metrics }: Context,
  counts: LiveCounts,
  { publisher, topicPublisher }: ReturnType<typeof websocketService>,
) {
  const lists = new ListCounts({
    count: async (asked, isAlone) => await countLists(databases.feed, asked, isAlone),
    logger: logger.child({ part: "list counts" }),
  });
  const feed = liveFeed({
    changes: changeReader(databases.feed, settings.CURRENCY),
    counts,
    lists,
    publisher,
    logger: logger.child({ part: "feed" }),
    begun,
    onReopened: () => metrics.streamsReopened.inc(),
    repair: async () => await ensureSchema(databases.feed),
  });
  const topics = topicFeed({
    changes: topicChanges(databases.feed),
    publisher: topicPublisher,
    logger: logger.child({ part: "topics" }),
    begun,
  });
  return { feed, topics, lists };
}

/** Listens at once; what needs the database waits for it. */
export async function startServer(settings: Settings, uri: string, logger: Logger): Promise<RunningServer> {
  const context = createContext(settings, uri, logger);
  const { databases, begun, metrics, stopping } = context;
  const isAllowedOrigin = originCheck(settings.FRONTEND_URL, settings.PORT);
  const isAllowedHost = hostCheck(settings);
  const counts = liveCounts(async () => await orderModel(databases.feed, settings.CURRENCY).countByStatus());
  const orders = createOrders(context, counts);
  const takeNumber = async (skipTaken: boolean) => {
    if (skipTaken) await orders.numbers.skipTaken();
    return ((await orders.numbers.take(1)) as [number])[0];
  };
  const worker = startWorker({ settings, database: databases.worker, logger, metrics, begun, takeNumber });
  const reading = createReading(context, worker);
  const bulk = startBulk({ ...context, numbers: orders.numbers });
  const sockets = websocketService({
    isAllowedOrigin,
    isAllowedHost,
    logger,
    onSlowCut: () => metrics.slowSocketsCut.inc(),
  });
  const { feed, topics, lists } = createFeeds(context, counts, sockets);
  const health = healthService({
    ping: async () => await databases.requests.db.command({ ping: 1 }),
    mails: mailModel(databases.requests),
    mailMode: worker.mode,
    feed,
    worker,
    isStopping: () => stopping.signal.aborted,
  });
  observeParts(metrics, { health, feed, workerLag: worker.lagMs, sockets: sockets.connections });
  const server = createServer(
    createApp({
      logger,
      metrics,
      isAllowedOrigin,
      isAllowedHost,
      orders: orders.service,
      ...bulk.services,
      ...reading,
      health,
    }),
  );
  sockets.serve(server, { feed, topics, lists });
  const stopServing = gracefulStop(server);
  const url = await listen(server, settings.HOST, settings.PORT);

  return {
    url,
    started: begun,
    async stop() {
      stopping.abort();
      topics.stop();
      await Promise.all([stopServing(), sockets.close(), feed.stop(), worker.stop(), bulk.stop()]);
      // What cannot be given back in time stays a gap.
      const givenBack = orders.numbers.close().catch(() => undefined);
      await Promise.race([givenBack, setTimeout(GIVE_BACK_MS, undefined, { ref: false })]);
      await Promise.all(Object.values(databases).map(async ({ client }) => await client.close()));
    },
  };
}
