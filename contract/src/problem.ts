// Errors on the wire: application/problem+json (RFC 9457) with a stable `code`.
import * as z from "zod/mini";

/** Every error code and the HTTP status it answers with. */
export const PROBLEM_STATUS = {
  malformed_request: 400,
  malformed_json: 400,
  origin_not_allowed: 403,
  host_not_allowed: 403,
  not_found: 404,
  order_not_found: 404,
  mail_not_found: 404,
  job_not_found: 404,
  view_not_found: 404,
  method_not_allowed: 405,
  order_exists: 409,
  too_many_views: 409,
  transition_not_allowed: 409,
  conflicting_change: 409,
  mail_action_not_allowed: 409,
  undo_too_late: 409,
  selection_changed: 409,
  version_mismatch: 412,
  body_too_large: 413,
  unsupported_media_type: 415,
  validation_failed: 422,
  idempotency_key_reused: 422,
  internal_error: 500,
  database_unavailable: 503,
} as const;
export type ProblemCode = keyof typeof PROBLEM_STATUS;

/** One thing to mend. `pointer` is a JSON Pointer (RFC 6901) into the body, or `/name` of a query parameter. */
export const problemError = z.object({ pointer: z.string(), message: z.string() });
export type ProblemError = z.infer<typeof problemError>;

export const problem = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.optional(z.string()),
  request_id: z.string(),
  errors: z.optional(z.array(problemError)),
});
export type Problem = z.infer<typeof problem>;
