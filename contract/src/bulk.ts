// Many orders at once: what a client asks for, what it is told beforehand, and the job that the server makes of it.
import * as z from "zod/mini";
import { EXACT_COUNT_MAX, pageQuery } from "./listQuery.js";
import { orderId } from "./order.js";
import { orderQuery } from "./orderQuery.js";
import { orderStatus } from "./orderStatus.js";
import { wordsOf } from "./orderTerms.js";

/** So many orders at a time. */
export const BULK_MAX = 100_000;
/** So many of them named one by one. */
export const BULK_IDS_MAX = EXACT_COUNT_MAX;
/** A dry run lists so many of those that cannot be changed; it counts them all. */
export const BULK_PROBLEMS_MAX = 200;

export const BULK_ACTIONS = ["status", "delete"] as const;
const actionMessage = `action must be one of ${BULK_ACTIONS.join(", ")}`;

const ids = z.array(orderId, "ids must be a list of order ids").check(
  z.minLength(1, "ids must name at least one order"),
  z.maxLength(BULK_IDS_MAX, `ids must name at most ${BULK_IDS_MAX} orders: use query for more`),
  z.overwrite((list) => [...new Set(list.map((id) => id.toLowerCase()))]),
);

const unknownFields = (issue: { readonly code?: string }) =>
  issue.code === "unrecognized_keys" ? "This field is not known here" : "The body must be a JSON object";

type Query = z.output<typeof orderQuery>;

/** Texts that were given, but in which there is nothing to look for: in a list they find all orders, here that would be dire. */
const emptyTexts = (query: Partial<Query>): string[] =>
  (["q", "product", "customer_email"] as const).filter((name) => {
    const text = query[name] ?? "";
    return name in query && (name === "q" ? wordsOf(text).length === 0 : text === "");
  });

/** Body of `POST /api/orders/bulk`. */
export const bulkBody = z
  .strictObject(
    {
      query: z.optional(orderQuery),
      ids: z.optional(ids),
      action: z.enum(BULK_ACTIONS, { error: actionMessage }),
      status: z.optional(orderStatus),
      dry_run: z._default(z.boolean("dry_run must be true or false"), false),
      /** Of the dry run: when more match the query now, nothing is done. */
      expected_total: z.optional(z.int("expected_total must be a whole number")),
      /** Of the dry run: orders that came later are left out. */
      as_of: z.optional(z.iso.datetime("as_of must be a time as in 2026-11-24T08:00:00.000Z")),
    },
    { error: unknownFields },
  )
  .check(
    z.superRefine(({ query, ids: named, action, status, ...seen }, context) => {
      const issue = (path: string, message: string) =>
        context.addIssue({ code: "custom", path: path.split("."), message });
      for (const name of emptyTexts(query ?? {}))
        issue(`query.${name}`, `${name} has nothing in it to look for: leave it out if all orders are meant`);
      if ((query === undefined) === (named === undefined))
        issue("query", "Say which orders: either by query or by ids");
      if (action === "status" && status === undefined) issue("status", "Say which status they shall have");
      for (const name of ["expected_total", "as_of"] as const)
        if (named !== undefined && seen[name] !== undefined) issue(name, "Only a query takes this");
      if (action !== "status" && status !== undefined) issue("status", "Only the action status takes one");
    }),
  );
export type BulkRequest = z.output<typeof bulkBody>;

/** `transition_not_allowed`: its status has no way to the one that is wanted. `not_found`: no such order, or no more. */
export const BULK_PROBLEM_CODES = ["transition_not_allowed", "not_found"] as const;

const bulkProblem = z.object({
  order_id: orderId,
  /** Null when there is no such order. */
  order_number: z.nullable(z.int()),
  code: z.enum(BULK_PROBLEM_CODES),
  /** As in "already delivered". */
  reason: z.string(),
});
export type BulkProblem = z.infer<typeof bulkProblem>;

/** What a job would come to, if it ran now. */
export const bulkForecast = z.object({
  /** When it was looked at. With a query, send this and `total` (as `expected_total`) to do just that. */
  as_of: z.iso.datetime(),
  /** `will_change`, `unchanged` and `cannot` together. */
  total: z.int(),
  will_change: z.int(),
  /** They are like that already. */
  unchanged: z.int(),
  cannot: z.int(),
  /** How many cannot for each reason. */
  reasons: z.array(z.object({ reason: z.string(), orders: z.int() })),
  /** The first 200 of those that cannot. */
  problems: z.array(bulkProblem),
});
export type BulkForecast = z.infer<typeof bulkForecast>;

/**
 * `stopped`: by a person, the rest was left as it was. `undone`: what it had changed was taken back, where that was still
 * possible.
 */
export const JOB_STATES = ["running", "done", "stopped", "undoing", "undone"] as const;
export const jobState = z.enum(JOB_STATES);
export type JobState = z.infer<typeof jobState>;

export const JOB_KINDS = ["status", "delete", "import"] as const;

/** A job, as every tab sees it. */
export const bulkJob = z.object({
  _id: orderId,
  kind: z.enum(JOB_KINDS),
  /** The status that was asked for; null for other kinds. */
  status: z.nullable(orderStatus),
  state: jobState,
  total: z.int(),
  /** So many have an outcome: `changed`, `unchanged` and `failed` together. */
  processed: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  failed: z.int(),
  /** Of the changed ones, so many were taken back. */
  undone: z.int(),
  by: z.enum(["api", "dashboard"]),
  /** Until then it can be taken back. Null for one that cannot, and while it runs: one of the dashboard can at any time then. */
  undo_until: z.nullable(z.iso.datetime()),
  /** With `undo_until`: the time at which the job was read. Absent in news, which are told as of `updated_at`. */
  now: z.optional(z.iso.datetime()),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
  /** Null while there is something to do. */
  finished_at: z.nullable(z.iso.datetime()),
});
export type BulkJob = z.infer<typeof bulkJob>;
export const bulkJobList = z.array(bulkJob);

export const isJobActive = ({ state }: Pick<BulkJob, "state">) => state === "running" || state === "undoing";

export const JOB_OUTCOMES = ["waiting", "changed", "unchanged", "failed", "undone"] as const;
export const jobOutcome = z.enum(JOB_OUTCOMES);
export type JobOutcome = z.infer<typeof jobOutcome>;

/** What became of one order, or of one line of an import. */
export const jobRow = z.object({
  /** Of a line of which no order was made: the id that it would have. */
  order_id: orderId,
  /** Null when there is no such order. */
  order_number: z.nullable(z.int()),
  /** Of an import: the line of the file, as an editor counts. */
  line: z.optional(z.int()),
  outcome: jobOutcome,
  /** Why it failed, as in "already delivered", or was not taken back; null for the others. */
  reason: z.nullable(z.string()),
});
export type JobRow = z.infer<typeof jobRow>;
export const jobRowList = z.array(jobRow);

/** The query of `GET /api/orders/bulk/:id/rows`. */
export const jobRowsQuery = pageQuery({ outcome: z.optional(jobOutcome) });
export type JobRowsQuery = z.output<typeof jobRowsQuery>;
