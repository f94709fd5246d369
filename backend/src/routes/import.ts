// Orders out of a file.
import { IMPORT_BYTES_MAX, importQuery } from "@order-desk/contract";
import { raw, Router, type Request, type RequestHandler, type Response } from "express";
import { authorOf, idempotencyKeyOf, parse } from "../middleware/parse.js";
import { onlyMethods } from "../middleware/problem.js";
import { DomainError } from "../services/errors.js";
import type { ImportService } from "../services/importService.js";
import { SAMPLE_FILE } from "../services/importSample.js";

/** RFC 7111, and what systems call such a file. */
const TYPES = [
  "text/csv",
  "application/csv",
  "text/tab-separated-values",
  "text/plain",
  "application/vnd.ms-excel",
];

const requireFile: RequestHandler = (req, _res, next) => {
  if (typeof req.is(TYPES) !== "string")
    throw new DomainError("unsupported_media_type", "Send the file with the header Content-Type: text/csv.");
  next();
};

const bytesOf = ({ body }: Request) => (body instanceof Uint8Array ? body : new Uint8Array());

export function importRouter(service: ImportService): Router {
  const router = Router();

  router
    .route("/")
    .post(requireFile, raw({ type: TYPES, limit: IMPORT_BYTES_MAX }), async (req: Request, res: Response) => {
      const asked = parse(importQuery, req.query);
      if (asked.dry_run) {
        res.json(await service.forecast(bytesOf(req), asked));
        return;
      }
      const key = idempotencyKeyOf(req);
      const { job, replayed } = await service.accept(bytesOf(req), asked, authorOf(req), key);
      if (replayed) res.set("Idempotent-Replayed", "true");
      res.status(202).location(`/api/orders/bulk/${job._id}`).json(job);
    })
    .all(onlyMethods("POST"));

  router
    .route("/sample.csv")
    .get((_req, res) => {
      res.attachment("orders-sample.csv").type("text/csv; charset=utf-8").send(SAMPLE_FILE);
    })
    .all(onlyMethods("GET", "HEAD"));

  return router;
}
