// The REST API of many orders at once.
import { bulkBody, jobRowsQuery, orderId } from "@order-desk/contract";
import { Router, type Request, type Response } from "express";
import { authorOf, idempotencyKeyOf, jsonBodyUpTo, parse } from "../middleware/parse.js";
import { setNextPage } from "../middleware/paging.js";
import { onlyMethods } from "../middleware/problem.js";
import type { BulkService } from "../services/bulkService.js";
import { DomainError } from "../services/errors.js";

/** In bytes: room for 10,000 ids. */
const MAX_BODY = 1_000_000;

function jobIdOf(req: Request): string {
  const id = String(req.params.id);
  if (!orderId.safeParse(id).success)
    throw new DomainError("job_not_found", `There is no job with the id ${id.slice(0, 100)}.`);
  return id.toLowerCase();
}

export function bulkRouter(service: BulkService): Router {
  const router = Router();

  router
    .route("/")
    .get(async (_req, res) => {
      res.json(await service.latest());
    })
    .post(jsonBodyUpTo(MAX_BODY), async (req: Request, res: Response) => {
      const asked = parse(bulkBody, req.body);
      if (asked.dry_run) {
        res.json(await service.forecast(asked));
        return;
      }
      const { job, replayed } = await service.accept(asked, authorOf(req), idempotencyKeyOf(req));
      if (replayed) res.set("Idempotent-Replayed", "true");
      res.status(202).location(`${req.baseUrl}/${job._id}`).json(job);
    })
    .all(onlyMethods("GET", "HEAD", "POST"));

  router
    .route("/:id")
    .get(async (req, res) => {
      res.json(await service.get(jobIdOf(req)));
    })
    .all(onlyMethods("GET", "HEAD"));

  router
    .route("/:id/rows")
    .get(async (req, res) => {
      const { rows, nextCursor } = await service.rows(jobIdOf(req), parse(jobRowsQuery, req.query));
      setNextPage(req, res, nextCursor);
      res.json(rows);
    })
    .all(onlyMethods("GET", "HEAD"));

  router
    .route("/:id/stop")
    .post(async (req, res) => {
      res.json(await service.stop(jobIdOf(req)));
    })
    .all(onlyMethods("POST"));

  router
    .route("/:id/undo")
    .post(async (req, res) => {
      const job = await service.undo(jobIdOf(req), authorOf(req));
      res.status(202).json(job);
    })
    .all(onlyMethods("POST"));

  return router;
}
