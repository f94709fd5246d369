// Bodies, queries and headers are parsed at the door with the contract's schemas and trusted after.
import { orderId, type ProblemError } from "@order-desk/contract";
import { json, type Request, type RequestHandler } from "express";
import type * as z from "zod/mini";
import { DomainError, invalid, notFound } from "../services/errors.js";
import type { Precondition } from "../services/orderRules.js";

/** In bytes. */
const MAX_BODY = 100_000;
/** Idempotency-Key: 1 to 255 visible ASCII characters, quoted (IETF draft) or bare (Stripe's way). */
const IDEMPOTENCY_KEY = /^[\x21-\x7e]{1,255}$/;
/** One entity tag of If-Match (RFC 9110 §8.8.3). Ours are versions; a weak one never matches a strong comparison. */
const ENTITY_TAG = /^(W\/)?"([\x21\x23-\x7e]*)"$/;

const JSON_TYPES = ["json", "+json"];

const requireJson: RequestHandler = (req, _res, next) => {
  if (typeof req.is(JSON_TYPES) !== "string")
    throw new DomainError(
      "unsupported_media_type",
      "Send a body with the header Content-Type: application/json.",
    );
  next();
};

/** Reads a JSON body of at most so many bytes; anything else is 415. */
export const jsonBodyUpTo = (limit: number) => [requireJson, json({ limit, type: JSON_TYPES })];
export const jsonBody = jsonBodyUpTo(MAX_BODY);

// RFC 6901: ~ and / within a name are escaped.
const toPointer = (path: readonly PropertyKey[]) =>
  path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");

function toProblemErrors(issue: z.core.$ZodIssue): ProblemError[] {
  const unknown = issue.code === "unrecognized_keys" ? issue.keys.slice(0, 20) : undefined;
  if (!unknown) return [{ pointer: toPointer(issue.path), message: issue.message }];
  return unknown.map((key) => ({ pointer: toPointer([...issue.path, key]), message: issue.message }));
}

/** The parsed value, or 422 that names each thing to mend. */
export function parse<T extends z.ZodMiniType>(schema: T, value: unknown): z.output<T> {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw invalid(parsed.error.issues.flatMap(toProblemErrors));
  return parsed.data;
}

/** The id in the path; what cannot be one is not found either. */
export function orderIdOf(req: Request): string {
  const id = String(req.params.id);
  if (!orderId.safeParse(id).success) throw notFound(id.slice(0, 100));
  return id.toLowerCase();
}

/** Browsers name the page that writes (RFC 6454); programs do not. */
export const authorOf = (req: Request): "api" | "dashboard" =>
  req.get("Origin") === undefined ? "api" : "dashboard";

export function idempotencyKeyOf(req: Request): string | undefined {
  const key = req.get("Idempotency-Key");
  if (key !== undefined && !IDEMPOTENCY_KEY.test(key))
    throw new DomainError(
      "malformed_request",
      "Idempotency-Key must have 1 to 255 visible ASCII characters.",
    );
  return key;
}

/** If-Match: a list of versions in quotes, or `*`. */
export function ifMatchOf(req: Request): Precondition {
  const header = req.get("If-Match")?.trim();
  if (header === undefined) return undefined;
  if (header === "*") return "*";
  const tags = header.split(",").map((tag) => ENTITY_TAG.exec(tag.trim()));
  if (tags.some((tag) => tag === null))
    throw new DomainError("malformed_request", 'If-Match must hold the ETag of the order, as in "3".');
  return new Set(
    tags.flatMap((tag) => (tag?.[1] === undefined && /^\d+$/.test(tag?.[2] ?? "") ? [Number(tag?.[2])] : [])),
  );
}
