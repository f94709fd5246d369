// The one place where the parts meet.
import { createServer } from "node:http";
import { setTimeout } from "node:timers/promises";
import type { Logger } from "pino";
import { createApp } from "./app.js";
import { hostCheck, originCheck } from "./config/origins.js";
import type { Settings } from "./config/settings.js";
import { gracefulStop, listen } from "./httpServer.js";
import { openForRequests, openForWatcher } from "./models/database.js";
import { idempotencyModel } from "./models/IdempotencyKey.js";
import { mailModel } from "./models/Mail.js";
import { orderModel } from "./models/Order.js";
import { orderChanges } from "./models/orderChanges.js";
import { reserveNumbers, returnNumbers, skipTakenNumbers } from "./models/OrderNumber.js";
import { ensureSchema } from "./models/schema.js";
import { prepareDatabase } from "./models/prepareDatabase.js";
import { watcherModel } from "./models/Watcher.js";
import { changeWorker, WORKER } from "./services/changeWorker.js";
import { withDeadline } from "./services/deadline.js";
import { mailOutbox } from "./services/emailService.js";
import { healthService } from "./services/healthService.js";
import { liveFeed } from "./services/liveFeed.js";
import { mailLoop } from "./services/mailLoop.js";
import { mailTransport } from "./services/mailTransport.js";
import { createMetrics, observeParts } from "./services/metrics.js";
import { liveCounts, type LiveCounts } from "./services/orderCounts.js";
import { orderNumbers } from "./services/orderNumbers.js";
import { orderService } from "./services/orderService.js";
import { websocketService } from "./services/websocketService.js";

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
  };
  const stopping = new AbortController();
  const { worker, feed, requests } = databases;
  const begun = prepareDatabase([worker, feed, requests], WORKER, logger, stopping.signal);
  // Whoever needs it awaits it; a failure is reported by `started`.
  begun.catch(() => undefined);
  return { settings, logger, databases, stopping, begun, metrics: createMetrics() };
}
type Context = ReturnType<typeof createContext>;

function createMail({ settings, databases, begun, logger, metrics }: Context) {
  const mails = mailModel(databases.worker);
  const {
    EMAIL_HOST: host,
    EMAIL_PORT: port,
    EMAIL_USER: user,
    EMAIL_PASS: pass,
    SHOP_NAME,
    CURRENCY,
  } = settings;
  const mode = host === undefined ? "captured" : "smtp";
  const transport =
    host === undefined ? undefined : mailTransport({ host, port, user, pass, from: settings.mailFrom });
  const loop = transport && mailLoop({ mails, send: transport.send, logger, begun });
  const outbox = mailOutbox({
    mails,
    mode,
    shopName: SHOP_NAME,
    mailDomain: settings.mailDomain,
    onQueued: () => loop?.wake(),
  });
  const worker = changeWorker({
    changes: orderChanges(databases.worker, CURRENCY),
    watchers: watcherModel(databases.worker),
    handlers: [outbox],
    logger: logger.child({ part: "worker" }),
    onHistoryLost: () => metrics.historyLost.inc(),
    begun,
  });
  return {
    mode,
    worker,
    async stop() {
      await worker.stop();
      await loop?.stop();
      transport?.close();
    },
  } as const;
}

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

/** Listens at once; what needs the database waits for it. */
export async function startServer(settings: Settings, uri: string, logger: Logger): Promise<RunningServer> {
  const context = createContext(settings, uri, logger);
  const { databases, begun, metrics, stopping } = context;
  const isAllowedOrigin = originCheck(settings.FRONTEND_URL, settings.PORT);
  const isAllowedHost = hostCheck(settings);
  const counts = liveCounts(async () => await orderModel(databases.feed, settings.CURRENCY).countByStatus());
  const mail = createMail(context);
  const orders = createOrders(context, counts);
  const sockets = websocketService(isAllowedOrigin, isAllowedHost, logger);
  const feed = liveFeed({
    changes: orderChanges(databases.feed, settings.CURRENCY),
    counts,
    publisher: sockets.publisher,
    logger: logger.child({ part: "feed" }),
    begun,
    repair: async () => await ensureSchema(databases.feed),
  });
  const health = healthService({
    ping: async () => await databases.requests.db.command({ ping: 1 }),
    mails: mailModel(databases.requests),
    mailMode: mail.mode,
    feed,
    worker: mail.worker,
    isStopping: () => stopping.signal.aborted,
  });
  observeParts(metrics, {
    health,
    feedLag: feed.lagMs,
    workerLag: mail.worker.lagMs,
    sockets: sockets.connections,
    ring: feed.ringSize,
  });
  const server = createServer(
    createApp({ logger, metrics, isAllowedOrigin, isAllowedHost, orders: orders.service, health }),
  );
  sockets.serve(server, feed);
  const stopServing = gracefulStop(server);
  const url = await listen(server, settings.HOST, settings.PORT);

  return {
    url,
    started: begun,
    async stop() {
      stopping.abort();
      const served = stopServing();
      sockets.close();
      await Promise.all([served, feed.stop(), mail.stop()]);
      // What cannot be given back in time stays a gap.
      const givenBack = orders.numbers.close().catch(() => undefined);
      await Promise.race([givenBack, setTimeout(GIVE_BACK_MS, undefined, { ref: false })]);
      await Promise.all(Object.values(databases).map(async ({ client }) => await client.close()));
    },
  };
}
