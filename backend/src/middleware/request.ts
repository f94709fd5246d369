// What every request gets: an id, a log line, a measured duration, and the check of its origin.
import { randomUUID } from "node:crypto";
import cors from "cors";
import type { RequestHandler } from "express";
import type { Logger } from "pino";
import { pinoHttp } from "pino-http";
import type { Metrics } from "../services/metrics.js";
import { DomainError } from "../services/errors.js";

/** A proxy's own id is kept, so that its logs and ours can be joined. */
const GIVEN_ID = /^[\w.-]{8,100}$/;

export function requestLog(logger: Logger): RequestHandler {
  return pinoHttp({
    logger,
    genReqId(req, res) {
      const given = req.headers["x-request-id"];
      const id = typeof given === "string" && GIVEN_ID.test(given) ? given : randomUUID();
      res.setHeader("X-Request-Id", id);
      return id;
    },
    quietReqLogger: true,
    customAttributeKeys: { reqId: "request_id", responseTime: "ms" },
    // Neither headers nor the query: they may hold addresses and credentials.
    serializers: {
      req: ({ method, url }: { method: string; url: string }) => ({ method, path: url.split("?", 1)[0] }),
      res: ({ statusCode }: { statusCode: number }) => ({ status: statusCode }),
    },
    // The problem handler has logged what was unexpected.
    customLogLevel: (_req, res) => (res.statusCode >= 500 ? "warn" : "info"),
    wrapSerializers: false,
  });
}

export function requestTimer({ requests }: Metrics): RequestHandler {
  return (req, res, next) => {
    const startedAt = process.hrtime.bigint();
    res.once("finish", () => {
      const route = (req.route as { path: string } | undefined)?.path;
      const labels = {
        method: req.method,
        route: route === undefined ? "none" : req.baseUrl + route,
        status: res.statusCode,
      };
      requests.observe(labels, Number(process.hrtime.bigint() - startedAt) / 1e9);
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
