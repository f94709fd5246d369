// The durable worker and the mails, put together.
import type { Logger } from "pino";
import type { Settings } from "./config/settings.js";
import { changeReader } from "./models/changeReader.js";
import type { Database } from "./models/database.js";
import { mailModel } from "./models/Mail.js";
import { mailQueue } from "./models/mailQueue.js";
import { mailUndo } from "./models/mailUndo.js";
import { orderLogModel } from "./models/OrderLog.js";
import { withOrderSnapshot } from "./models/orderSnapshot.js";
import { orderUpkeep } from "./models/orderUpkeep.js";
import { watcherModel } from "./models/Watcher.js";
import { changeWorker, WORKER } from "./services/changeWorker.js";
import { mailOutbox } from "./services/emailService.js";
import { mailLoop } from "./services/mailLoop.js";
import { lockMsOf, mailServerOf } from "./services/mailServer.js";
import { mailTransport } from "./services/mailTransport.js";
import type { Metrics } from "./services/metrics.js";
import { orderLogHandler } from "./services/orderLog.js";
import { orderRepair } from "./services/orderRepair.js";
import { reconcile } from "./services/reconciliation.js";

export type WorkerParts = {
  readonly settings: Settings;
  readonly database: Database;
  readonly logger: Logger;
  readonly metrics: Metrics;
  /** Resolves when the database is fit to be used. */
  readonly begun: Promise<void>;
  /** An order number that nobody has. */
  readonly takeNumber: (skipTaken: boolean) => Promise<number>;
};

function startMailLoop({ settings, database, logger, begun }: WorkerParts) {
  const server = mailServerOf(settings);
  if (!server) return undefined;
  return mailLoop({
    queue: mailQueue(database),
    send: mailTransport(server).send,
    lockMs: lockMsOf(server),
    onUnknown: settings.EMAIL_ON_UNKNOWN,
    logger: logger.child({ part: "mail" }),
    begun,
  });
}

export type DurableWorker = ReturnType<typeof startWorker>;

/** Begins to follow the changes, when this process leads, and to send mails. */
export function startWorker(parts: WorkerParts) {
  const { settings, database, metrics, begun, takeNumber } = parts;
  const logger = parts.logger.child({ part: "worker" });
  const { CURRENCY: shopCurrency } = settings;
  const loop = startMailLoop(parts);
  // Large, so no start waits for it; but there before files are replaced under a running process.
  begun.then(async () => await import("./emails/renderStatusChanged.js")).catch(() => undefined);
  const mode = loop ? "smtp" : "captured";
  const mails = mailModel(database);
  const log = orderLogModel(database);
  const changes = changeReader(database, shopCurrency);
  const watchers = watcherModel(database);
  const upkeep = orderUpkeep(database);
  const outbox = mailOutbox({
    mails,
    log,
    suppressUndone: mailUndo(database).suppressUndone,
    mode,
    shopName: settings.SHOP_NAME,
    from: settings.mailFrom,
    mailDomain: settings.mailDomain,
    orderBudget: settings.EMAIL_ORDER_BUDGET,
    logger,
    onQueued: () => loop?.wake(),
  });
  const repair = orderRepair({ repair: upkeep.repair, takeNumber, logger });
  const worker = changeWorker({
    changes,
    watchers,
    handlers: [outbox.handler, orderLogHandler({ log, deletions: upkeep.deletions }), repair.handler],
    logger,
    begun,
    reconcile: async () =>
      await reconcile({
        changes,
        log,
        outbox,
        withSnapshot: async (work) => await withOrderSnapshot(database, work),
        deletedOrders: upkeep.deletedOrders,
        deletedPage: upkeep.deletedPage,
        complete: repair.complete,
        shopCurrency,
        logger,
      }),
    onHistoryLost: () => metrics.historyLost.inc(),
    onSkipped: () => metrics.changesSkipped.inc(),
    onReopened: () => metrics.streamsReopened.inc(),
  });
  return {
    mode,
    isLeader: worker.isLeader,
    lagMs: worker.lagMs,
    leaderState: async () => await watchers.leaderState(WORKER),
    /** A person wants a mail sent: at once, whatever the server did before. */
    sendNow: () => loop?.now(),
    async stop() {
      await Promise.all([worker.stop(), loop?.stop()]);
    },
  } as const;
}
