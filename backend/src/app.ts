// The HTTP application: middlewares and routes in the order in which a request meets them.
import express, { type Express } from "express";
import helmet from "helmet";
import type { Logger } from "pino";
import { nothingHere, problemHandler } from "./middleware/problem.js";
import { hostGuard, mountedAt, originGuard, requestLog, unlessGone } from "./middleware/request.js";
import { bulkRouter } from "./routes/bulk.js";
import { docsRouter } from "./routes/docs.js";
import { exportRouter } from "./routes/export.js";
import { healthRouter } from "./routes/health.js";
import { importRouter } from "./routes/import.js";
import { mailsRouter } from "./routes/mails.js";
import { ordersRouter } from "./routes/orders.js";
import { viewsRouter } from "./routes/views.js";
import type { BulkService } from "./services/bulkService.js";
import type { ExportService } from "./services/exportService.js";
import type { HealthService } from "./services/healthService.js";
import type { ImportService } from "./services/importService.js";
import type { MailService } from "./services/mailService.js";
import type { Metrics } from "./services/metrics.js";
import type { OrderService } from "./services/orderService.js";
import type { StoryService } from "./services/storyService.js";
import type { ViewService } from "./services/viewService.js";

export type AppParts = {
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly isAllowedOrigin: (origin: string | undefined) => boolean;
  readonly isAllowedHost: (host: string | undefined) => boolean;
  readonly orders: OrderService;
  readonly bulk: BulkService;
  readonly exports: ExportService;
  readonly imports: ImportService;
  readonly story: StoryService;
  readonly mails: MailService;
  readonly views: ViewService;
  readonly health: HealthService;
};

export function createApp(parts: AppParts): Express {
  const {
    logger,
    metrics,
    isAllowedOrigin,
    isAllowedHost,
    orders,
    bulk,
    exports,
    imports,
    story,
    mails,
    views,
    health,
  } = parts;
  const app = express();
  app.disable("x-powered-by");
  // Entity tags are versions; lists have none.
  app.set("etag", false);
  app.use(requestLog(logger, metrics));
  // Plain http on a laptop must work: TLS, and with it these two, is the proxy's business.
  app.use(
    helmet({
      contentSecurityPolicy: { directives: { upgradeInsecureRequests: null } },
      strictTransportSecurity: false,
    }),
  );
  app.use(hostGuard(isAllowedHost), originGuard(isAllowedOrigin));
  app.use("/api", unlessGone);
  app.use("/api/orders/bulk", mountedAt("/api/orders/bulk"), bulkRouter(bulk));
  const file = "/api/orders/export.csv";
  app.use(file, mountedAt(file), exportRouter(exports));
  app.use("/api/orders/import", mountedAt("/api/orders/import"), importRouter(imports));
  app.use("/api/orders", mountedAt("/api/orders"), ordersRouter(orders, story));
  app.use("/api/mails", mountedAt("/api/mails"), mailsRouter(mails));
  app.use("/api/views", mountedAt("/api/views"), viewsRouter(views));
  app.use("/api", mountedAt("/api"), docsRouter());
  app.use(mountedAt(""), healthRouter(health, metrics));
  app.use(nothingHere, problemHandler);
  return app;
}
