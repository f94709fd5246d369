// Many orders at once, put together.
import type { Logger } from "pino";
import type { Settings } from "./config/settings.js";
import type { Database } from "./models/database.js";
import { jobModel } from "./models/Job.js";
import { mailUndo } from "./models/mailUndo.js";
import { orderBatch } from "./models/orderBatch.js";
import { orderImports } from "./models/orderImports.js";
import { bulkService } from "./services/bulkService.js";
import { BULK_DEADLINE_MS, withDeadline } from "./services/deadline.js";
import { importService } from "./services/importService.js";
import { jobAcceptance } from "./services/jobAcceptance.js";
import { jobRunner } from "./services/jobRunner.js";
import type { OrderNumbers } from "./services/orderNumbers.js";

export type BulkParts = {
  readonly settings: Settings;
  /** Jobs are worked on with a client of their own. */
  readonly databases: { readonly requests: Database; readonly jobs: Database };
  readonly numbers: OrderNumbers;
  readonly logger: Logger;
  /** Resolves when the database is fit to be used. */
  readonly begun: Promise<void>;
};

export function startBulk({ settings, databases, numbers, logger, begun }: BulkParts) {
  const { requests, jobs } = databases;
  const { CURRENCY: shopCurrency } = settings;
  const runner = jobRunner({
    jobs: jobModel(jobs),
    batch: orderBatch(jobs, shopCurrency),
    imported: { imports: orderImports(jobs), numbers },
    mails: mailUndo(jobs),
    logger: logger.child({ part: "jobs" }),
    begun,
  });
  const accept = jobAcceptance({ jobs: jobModel(requests), onAccepted: runner.wake });
  const imports = importService({ imports: orderImports(requests), accept, shopCurrency });
  const service = bulkService({
    jobs: jobModel(requests),
    batch: orderBatch(requests, shopCurrency),
    accept,
    mails: mailUndo(requests),
    undoSeconds: settings.UNDO_SECONDS,
    onAccepted: runner.wake,
  });
  const long = { forecast: BULK_DEADLINE_MS, accept: BULK_DEADLINE_MS };
  const services = {
    bulk: withDeadline(service, begun, long),
    imports: withDeadline(imports, begun, long),
  };
  return { services, stop: runner.stop };
}
