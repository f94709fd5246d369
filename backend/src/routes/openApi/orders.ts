// The description of orders.
import * as contract from "@order-desk/contract";
import { ORDER_QUERY } from "./orderQuery.js";
import { body, header, json, listAnswer, PAGING, parameter, problems, ref, text } from "./parts.js";

const ID = parameter("path", "id", "The order's `_id`", { type: "string", pattern: "^[0-9a-fA-F]{24}$" });
const IF_MATCH = parameter(
  "header",
  "If-Match",
  'Change only this version: the order\'s ETag, as in `"3"`',
  text,
);

const ORDER_HEADERS = { ETag: header("The order's version") };
const orderAnswer = (
  description: string,
  headers: object = {},
  name: "Order" | "ChangedOrder" = "Order",
) => ({
  description,
  headers: { ...ORDER_HEADERS, ...headers },
  content: json(ref(name)),
});

const LIST = {
  summary: "A page of the orders that match, in the sequence asked for",
  parameters: [...PAGING, ...ORDER_QUERY],
  responses: {
    200: listAnswer("Order", "A plain array", {
      "X-Total-Count": header(
        `All matching orders, to ${contract.EXACT_COUNT_MAX}, then \`10000+\`; from 1,000 on it may be a second or two old`,
      ),
    }),
    ...problems(422),
  },
};

const CREATE = {
  summary: "Create an order",
  parameters: [
    parameter("header", "Idempotency-Key", "The same key and body within 24 h give the same order", {
      type: "string",
      maxLength: 255,
    }),
  ],
  ...body("NewOrder"),
  responses: {
    201: orderAnswer("Created", {
      Location: header("Where the order is"),
      "Idempotent-Replayed": header("`true` when the key was seen before"),
    }),
    ...problems(400, 413, 415, 422),
  },
};

const CHANGE = {
  summary: "Change the given fields",
  description:
    "PUT and PATCH do the same. Fields that the server owns are ignored, unknown fields are refused. A change of the status alone that a page makes (its requests name an `Origin`) can be taken back until `undo_until`, and its mail waits as long.",
  parameters: [ID, IF_MATCH],
  ...body("OrderChanges"),
  responses: {
    200: orderAnswer("The order as it is now", {}, "ChangedOrder"),
    ...problems(400, 404, 409, 412, 413, 415, 422),
  },
};

const ONE = {
  get: {
    summary: "One order",
    parameters: [
      ID,
      parameter("header", "If-None-Match", "Answer 304 when the order still has this ETag", text),
    ],
    responses: { 200: orderAnswer("The order"), 304: { description: "Not changed" }, ...problems(404) },
  },
  put: CHANGE,
  patch: CHANGE,
  delete: {
    summary: "Delete an order; it can be restored for 7 days",
    parameters: [ID, IF_MATCH],
    responses: { 204: { description: "Deleted" }, ...problems(400, 404, 409, 412) },
  },
};

const RESTORE = {
  summary: "Bring a deleted order back, with its id and number",
  parameters: [ID],
  responses: { 200: orderAnswer("The order, one version on"), ...problems(404, 409) },
};

const UNDO = {
  summary: "Take a change of status back",
  description:
    "While it is the last one, its `undo_until` has not passed, and its mail is not on its way. The customer gets no mail, neither of the change nor of this. Sent twice, it is done once.",
  parameters: [ID],
  ...body("Undo"),
  responses: { 200: orderAnswer("The order, one version on"), ...problems(400, 404, 409, 413, 415, 422) },
};

const STORY = {
  summary: "What happened to an order, newest first, with the mails that told the customer",
  parameters: [ID, ...PAGING],
  responses: { 200: listAnswer("StoryEntry", "Also of an order that was deleted"), ...problems(404, 422) },
};

const EXPORT = {
  summary: "The orders that match as a CSV file (RFC 4180, UTF-8)",
  description:
    "Streamed; the orders as they were at one moment (a download that takes longer than five minutes goes on at a later one, by `created_at` and `order_number`; by another sort it is cut off). A cell that begins like a formula gets an apostrophe in front. A connection that ends early has not sent it all.",
  parameters: [
    ...ORDER_QUERY,
    parameter(
      "query",
      "columns",
      "Which columns in which sequence, separated by commas; all when not given",
      {
        type: "string",
        examples: ["order_number,customer_name,total,currency"],
      },
    ),
    parameter(
      "query",
      "ids",
      `Only these orders, as far as there are such and they match: at most ${contract.EXPORT_IDS_MAX}, separated by commas`,
      text,
    ),
    parameter("query", "bom", "With a byte order mark, by which Excel knows UTF-8", {
      enum: ["true", "false"],
      default: "true",
    }),
  ],
  responses: {
    200: {
      description: "The file",
      headers: { "Content-Disposition": header("A name for the file") },
      content: { "text/csv": { schema: text } },
    },
    ...problems(422),
  },
};

export const orderPaths = {
  "/api/orders/export.csv": { get: EXPORT },
  "/api/orders": { get: LIST, post: CREATE },
  "/api/orders/{id}": ONE,
  "/api/orders/{id}/events": { get: STORY },
  "/api/orders/{id}/restore": { post: RESTORE },
  "/api/orders/{id}/undo": { post: UNDO },
};
