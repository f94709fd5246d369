// The one place where errors become answers: application/problem+json (RFC 9457) with a stable code.
import { PROBLEM_STATUS, type Problem, type ProblemCode } from "@order-desk/contract";
import type { ErrorRequestHandler, Request, RequestHandler, Response } from "express";
import { isDatabaseUnavailable, isTimeExceeded } from "../models/errors.js";
import { DomainError, tooLong, unavailable } from "../services/errors.js";

/** Seconds after which a client may try again when the database was away. */
const RETRY_AFTER_S = 2;

const TITLES = {
  malformed_request: "The request is malformed",
  malformed_json: "The body is not valid JSON",
  origin_not_allowed: "This web page may not use the API",
  host_not_allowed: "The API does not answer to this name",
  not_found: "There is nothing at this address",
  order_not_found: "No such order",
  mail_not_found: "No such mail",
  job_not_found: "No such job",
  view_not_found: "No such view",
  method_not_allowed: "This method is not allowed here",
  order_exists: "The order exists",
  too_many_views: "There are too many shared views",
  transition_not_allowed: "This change of status is not allowed",
  mail_action_not_allowed: "This cannot be done with the mail now",
  undo_too_late: "This can no longer be undone",
  selection_changed: "Other orders match by now",
  conflicting_change: "The order is being changed by others",
  version_mismatch: "The order has changed meanwhile",
  body_too_large: "The body is too large",
  unsupported_media_type: "A body of this kind is not taken here",
  validation_failed: "Some values are not valid",
  idempotency_key_reused: "The Idempotency-Key was used for another request",
  internal_error: "Something went wrong on our side",
  database_unavailable: "The database does not answer in time",
} as const satisfies Record<ProblemCode, string>;

type HttpError = { readonly type?: string; readonly status?: number; readonly limit?: number };

// What Express and its body parser throw, by its `type`; its message is not repeated to the client.
const BODY_ERRORS: Readonly<Record<string, readonly [ProblemCode, string]>> = {
  "entity.parse.failed": [
    "malformed_json",
    "The body could not be read as JSON. Check quotes, commas and brackets.",
  ],
  "encoding.unsupported": ["unsupported_media_type", "Send the body without this Content-Encoding."],
  "charset.unsupported": ["unsupported_media_type", "Send the body as UTF-8."],
};

const sizeText = (bytes: number) => (bytes >= 1e6 ? `${bytes / 1e6} MB` : `${bytes / 1e3} kB`);

function toDomainError(error: unknown): DomainError | undefined {
  if (error instanceof DomainError) return error;
  if (isTimeExceeded(error)) return tooLong();
  if (isDatabaseUnavailable(error)) return unavailable();
  const { type, status, limit } = (error ?? {}) as HttpError;
  if (type === "entity.too.large")
    return new DomainError("body_too_large", `The body must be at most ${sizeText(limit ?? 0)}.`);
  const known = type === undefined ? undefined : BODY_ERRORS[type];
  if (known) return new DomainError(known[0], known[1]);
  if (typeof status === "number" && status >= 400 && status < 500)
    return new DomainError("malformed_request", "The address or the headers of the request are malformed.");
  return undefined;
}

export function sendProblem(req: Request, res: Response, { code, message, extras }: DomainError): void {
  const status = PROBLEM_STATUS[code];
  const body: Problem = {
    type: `urn:order-desk:problem:${code}`,
    title: TITLES[code],
    status,
    code,
    detail: message,
    request_id: req.id,
    ...extras,
  };
  if (status === 503) res.set("Retry-After", String(RETRY_AFTER_S));
  res.status(status).type("application/problem+json").send(JSON.stringify(body));
}

export const problemHandler: ErrorRequestHandler = (error: unknown, req, res, next) => {
  if (res.headersSent) {
    req.log.error({ err: error, request_id: req.id }, "An answer broke off in the middle");
    next(error);
    return;
  }
  const known = toDomainError(error);
  if (!known) req.log.error({ err: error, request_id: req.id }, "A request failed unexpectedly");
  sendProblem(
    req,
    res,
    known ?? new DomainError("internal_error", "The request was not carried out. Tell us its request_id."),
  );
};

export const nothingHere: RequestHandler = (req) => {
  throw new DomainError("not_found", `There is nothing at ${req.path}. The API is described at /api/docs.`);
};

/** For the end of a route: any method that came this far is not among `allowed`. */
export const onlyMethods =
  (...allowed: string[]): RequestHandler =>
  (req, res) => {
    res.set("Allow", allowed.join(", "));
    throw new DomainError(
      "method_not_allowed",
      `${req.method} is not allowed here; allowed: ${allowed.join(", ")}.`,
    );
  };
