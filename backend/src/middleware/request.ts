// What every request gets: an id, a log line, a measured duration, and the check of its origin.
import { randomUUID } from "node:crypto";
import cors from "cors";
import type { Request, RequestHandler } from "express";
import type { Logger } from "pino";
import type { Metrics } from "../services/metrics.js";
import { DomainError } from "../services/errors.js";

/** A proxy's own id is kept, so that its logs and ours can be joined. */
const GIVEN_ID = /^[\w.-]{8,100}$/;

declare global {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- Express is extended this way
  namespace Express {
    interface Request {
      id: string;
      log: Logger;
    }
  }
}

const routeOf = ({ route, baseUrl }: Request) => {
  const path = (route as { path: string } | undefined)?.path;
  return path === undefined ? "none" : baseUrl + path;
};

/** Measures and logs each request once: when its answer is sent, or when its client has gone. */
export function requestLog(logger: Logger, { requests }: Metrics): RequestHandler {
  return (req, res, next) => {
    const startedAt = performance.now();
    const given = req.get("X-Request-Id");
    req.id = given !== undefined && GIVEN_ID.test(given) ? given : randomUUID();
    req.log = logger;
    res.setHeader("X-Request-Id", req.id);
    res.once("close", () => {
      const ms = performance.now() - startedAt;
      const { method, originalUrl } = req;
      const status = res.statusCode;
      // Neither headers nor the query: they may hold addresses and credentials.
      const asked = { request_id: req.id, req: { method, path: originalUrl.split("?", 1)[0] } };
      if (!res.writableFinished) {
        logger.info({ ...asked, ms: Math.round(ms) }, "A client went before its answer was sent");
        return;
      }
      requests.observe({ method, route: routeOf(req), status }, ms / 1_000);
      // The problem handler has logged what was unexpected.
      const level = status >= 500 ? "warn" : "info";
      logger[level]({ ...asked, res: { status }, ms: Math.round(ms) }, "A request was answered");
    });
    next();
  };
}

/** A page of a foreign origin is refused outright: without that, its requests would be carried out unseen. */
export function originGuard(isAllowed: (origin: string | undefined) => boolean): RequestHandler[] {
  return [
    (req, _res, next) => {
      const origin = req.get("Origin");
      if (!isAllowed(origin))
        throw new DomainError(
          "origin_not_allowed",
          `Add ${origin?.slice(0, 200) ?? "it"} to FRONTEND_URL to let this page use the API.`,
        );
      next();
    },
    cors({
      origin: (origin, decide) => decide(null, isAllowed(origin)),
      exposedHeaders: [
        "ETag",
        "Link",
        "Location",
        "Retry-After",
        "X-Total-Count",
        "Idempotent-Replayed",
        "X-Request-Id",
      ],
      maxAge: 600,
    }),
  ];
}
