// Probes and metrics.
import { Router } from "express";
import { onlyMethods } from "../middleware/problem.js";
import type { HealthService } from "../services/healthService.js";
import type { Metrics } from "../services/metrics.js";

export function healthRouter(health: HealthService, { registry }: Metrics): Router {
  const router = Router();
  const readOnly = onlyMethods("GET", "HEAD");

  router
    .route("/health/live")
    .get((_req, res) => void res.json({ status: "alive" }))
    .all(readOnly);

  router
    .route("/health/ready")
    .get(async (_req, res) => {
      const found = await health.check();
      res.status(found.status === "ready" ? 200 : 503).json(found);
    })
    .all(readOnly);

  router
    .route("/metrics")
    .get(async (_req, res) => {
      res.type(registry.contentType).send(await registry.metrics());
    })
    .all(readOnly);

  return router;
}
