// Many orders at once, put together.
import type { Logger } from "pino";
import type { Settings } from "./config/settings.js";
import type { Database } from "./models/database.js";
import { jobModel } from "./models/Job.js";
import { mailUndo } from "./models/mailUndo.js";
import { orderBatch } from "./models/orderBatch.js";
import { bulkService } from "./services/bulkService.js";
import { withDeadline } from "./services/deadline.js";
import { jobRunner } from "./services/jobRunner.js";

export type BulkParts = {
  readonly settings: Settings;
  /** Jobs are worked on with another client than requests. */
  readonly databases: { readonly requests: Database; readonly worker: Database };
  readonly logger: Logger;
  /** Resolves when the database is fit to be used. */
  readonly begun: Promise<void>;
};

export function startBulk({ settings, databases, logger, begun }: BulkParts) {
  const { requests, worker } = databases;
  const { CURRENCY: shopCurrency } = settings;
  const runner = jobRunner({
    jobs: jobModel(worker),
    batch: orderBatch(worker, shopCurrency),
    mails: mailUndo(worker),
    logger: logger.child({ part: "jobs" }),
    begun,
  });
  const service = bulkService({
    jobs: jobModel(requests),
    batch: orderBatch(requests, shopCurrency),
    undoSeconds: settings.UNDO_SECONDS,
    onAccepted: runner.wake,
  });
  return { service: withDeadline(service, begun), stop: runner.stop };
}
