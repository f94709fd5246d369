// The description of many orders at once.
import { body, header, json, listAnswer, PAGING, parameter, problems, ref } from "./parts.js";
import * as contract from "@order-desk/contract";

const ID = parameter("path", "id", "The job's `_id`", { type: "string", pattern: "^[0-9a-fA-F]{24}$" });
const one = (description: string, headers: object = {}) => ({
  description,
  headers,
  content: json(ref("BulkJob")),
});

export const bulkPaths = {
  "/api/orders/bulk": {
    get: {
      summary: "The latest 20 jobs, the newest first",
      responses: {
        200: { description: "A plain array", content: json({ type: "array", items: ref("BulkJob") }) },
        ...problems(),
      },
    },
    post: {
      summary: "Change or delete many orders",
      description:
        "Which orders: either `query`, the parameters of `GET /api/orders` (up to 100,000 orders), or `ids` (up to 10,000). With `dry_run` nothing is changed. With the dry run's `as_of` and its `total` as `expected_total`, orders that came since are left out, and when more match by now the answer is 409 `selection_changed` with a new `forecast`. One that no longer matches the query when the job comes to it is left as it is.",
      parameters: [
        parameter("header", "Idempotency-Key", "The same key and body give the same job", {
          type: "string",
          maxLength: 255,
        }),
      ],
      ...body("BulkRequest"),
      responses: {
        200: { description: "The dry run's outcome", content: json(ref("BulkForecast")) },
        202: one("Accepted: the job", {
          Location: header("Where the job is"),
          "Idempotent-Replayed": header("`true` when the key was seen before"),
        }),
        ...problems(400, 409, 413, 415, 422),
      },
    },
  },
  "/api/orders/bulk/{id}": {
    get: { summary: "One job", parameters: [ID], responses: { 200: one("The job"), ...problems(404) } },
  },
  "/api/orders/bulk/{id}/rows": {
    get: {
      summary: "What became of each order",
      parameters: [
        ID,
        ...PAGING,
        parameter("query", "outcome", "Only orders with this outcome", { enum: contract.JOB_OUTCOMES }),
      ],
      responses: { 200: listAnswer("JobRow", "A plain array"), ...problems(404, 422) },
    },
  },
  "/api/orders/bulk/{id}/stop": {
    post: {
      summary: "Leave the rest as it is, at once or after the 200 orders under way; what is done stays done",
      parameters: [ID],
      responses: { 200: one("The job as it is now"), ...problems(404) },
    },
  },
  "/api/orders/bulk/{id}/undo": {
    post: {
      summary: "Take back what a job of the dashboard did, from its start until its `undo_until`",
      description:
        "A status goes back where nobody has changed it since and its mail is not on its way; deleted orders come back whole. The rows say what became of each: `undone`, or still `changed` with the reason. Sent twice, it is done once.",
      parameters: [ID],
      responses: { 202: one("The job, `undoing` or `undone`"), ...problems(404, 409) },
    },
  },
};
