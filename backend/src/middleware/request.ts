// What every request gets: an id, a log line, a measured duration, and the check of its origin.
import { randomUUID } from "node:crypto";
import { setImmediate } from "node:timers/promises";
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
      /** Where its router stands. */
      mount?: string;
    }
  }
}

/** The route's pattern, the same for all its requests: baseUrl is as it was typed, and lost after an error. */
const routeOf = ({ route, mount = "" }: Request) => {
  const path = (route as { path: string } | undefined)?.path;
  return path === undefined ? "none" : mount + path;
};

/** Says where the router that follows stands. */
export const mountedAt =
  (mount: string): RequestHandler =>
  (req, _res, next) => {
    req.mount = mount;
    next();
  };

// Words and order ids. Anything else may be an address or a name that someone put into the path.
const PLAIN_PATH = /^(\/([a-z_-]{1,30}|[0-9a-f]{24}))+\/?$/i;

/** The path without its query, or the route's pattern. */
function loggedPath(req: Request): string {
  const path = req.originalUrl.split("?", 1)[0] ?? "";
  return PLAIN_PATH.test(path) ? path : routeOf(req).replace(/(?<=.)\/$/, "");
}

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
      const { method } = req;
      const status = res.statusCode;
      // Neither headers nor the query: they may hold addresses and credentials.
      const asked = { request_id: req.id, req: { method, path: loggedPath(req) } };
      if (!res.writableFinished) {
        // The problem handler has logged what broke it off.
        if (res.errored) return;
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

/**
 * A request whose client has gone is not carried out: on a machine that cannot follow they lie in the kernel's queue for
 * minutes, and what nobody waits for any more would take the time of what somebody waits for. That the client has gone
 * is read one turn of the event loop after its request (libuv).
 */
export const unlessGone: RequestHandler = async (req, res, next) => {
  await setImmediate();
  await setImmediate();
  if (req.socket.destroyed || req.socket.writableEnded) res.destroy();
  else next();
};

/** A request under a foreign name is refused (config/origins, hostCheck). */
export function hostGuard(isAllowed: (host: string | undefined) => boolean): RequestHandler {
  return (req, _res, next) => {
    const host = req.get("Host");
    if (!isAllowed(host))
      throw new DomainError(
        "host_not_allowed",
        `This API answers to local names only. To reach it as ${host?.slice(0, 200) ?? ""}, set API_URL to that address.`,
      );
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
        "Content-Disposition",
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
