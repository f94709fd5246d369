// OpenAPI 3.1, made from the contract: the schemas are zod's own JSON Schema (2020-12, the dialect of 3.1).
import * as contract from "@order-desk/contract";
import { toJSONSchema, type core } from "zod";

const toSchema = (schema: core.$ZodType, io: "input" | "output") => {
  const converted = toJSONSchema(schema, { io, unrepresentable: "any" });
  delete converted.$schema;
  return converted;
};

const SCHEMAS = {
  Order: toSchema(contract.order, "output"),
  NewOrder: toSchema(contract.createOrderBody, "input"),
  OrderChanges: toSchema(contract.updateOrderBody, "input"),
  Problem: toSchema(contract.problem, "output"),
  Health: toSchema(contract.health, "output"),
};

const ref = (name: keyof typeof SCHEMAS) => ({ $ref: `#/components/schemas/${name}` });
const json = (schema: object) => ({ "application/json": { schema } });
const text = { type: "string" } as const;
const header = (description: string) => ({ description, schema: text });

const parameter = (
  place: "query" | "path" | "header",
  name: string,
  description: string,
  schema: object,
) => ({ in: place, name, description, schema, required: place === "path" });

const ID = parameter("path", "id", "The order's `_id`", { type: "string", pattern: "^[0-9a-fA-F]{24}$" });
const IF_MATCH = parameter(
  "header",
  "If-Match",
  'Change only this version: the order\'s ETag, as in `"3"`',
  text,
);

const ORDER_HEADERS = { ETag: header("The order's version") };
const orderAnswer = (description: string, headers: object = {}) => ({
  description,
  headers: { ...ORDER_HEADERS, ...headers },
  content: json(ref("Order")),
});

const PROBLEM_WORDS: Readonly<Record<number, string>> = {
  400: "Malformed JSON or headers",
  403: "The web page or the name under which the API was asked is not among the allowed ones",
  404: "No such order",
  409: "The change is not allowed from the present status, or others change the order",
  412: "The order has another version by now; `current` holds it",
  413: "The body is larger than 100 kB",
  415: "The body is not JSON",
  422: "Values are not valid; `errors` names each",
  503: "The database does not answer; see Retry-After",
};

const problems = (...statuses: number[]) =>
  Object.fromEntries(
    [...statuses, 403, 503].map((status) => [
      status,
      {
        description: PROBLEM_WORDS[status],
        content: { "application/problem+json": { schema: ref("Problem") } },
      },
    ]),
  );

const body = (name: keyof typeof SCHEMAS) => ({ requestBody: { required: true, content: json(ref(name)) } });

const LIST = {
  summary: "A page of orders, newest first",
  parameters: [
    parameter("query", "limit", "Orders per page", {
      type: "integer",
      minimum: 1,
      maximum: contract.PAGE_SIZE_MAX,
      default: contract.PAGE_SIZE,
    }),
    parameter("query", "cursor", 'From the `Link: rel="next"` header of the page before', text),
    parameter("query", "status", "Only these statuses, separated by commas", text),
  ],
  responses: {
    200: {
      description: "A plain array",
      headers: {
        Link: header('The next page, `rel="next"`; absent on the last'),
        "X-Total-Count": header(`All matching orders, exact to ${contract.EXACT_COUNT_MAX}, then \`10000+\``),
      },
      content: json({ type: "array", items: ref("Order") }),
    },
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
    "PUT and PATCH do the same. Fields that the server owns are ignored, unknown fields are refused.",
  parameters: [ID, IF_MATCH],
  ...body("OrderChanges"),
  responses: { 200: orderAnswer("The order as it is now"), ...problems(400, 404, 409, 412, 413, 415, 422) },
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

const readiness = { description: "The parts and how they are", content: json(ref("Health")) };
const read = (summary: string, responses: object) => ({ get: { summary, responses } });

/** The whole description, made once. */
export const openApiDocument = {
  openapi: "3.1.0",
  info: {
    title: "Order desk",
    version: "0.1.0",
    license: { name: "MIT", identifier: "MIT" },
    description:
      "Orders over REST. Every change is also announced over Socket.IO on the same port: `order-created`, `order-updated` and `order-deleted`. Any other method on a path gets 405 with `Allow`, any other path 404.",
  },
  servers: [{ url: "/" }],
  paths: {
    "/api/orders": { get: LIST, post: CREATE },
    "/api/orders/{id}": ONE,
    "/api/orders/{id}/restore": { post: RESTORE },
    "/health/live": read("The process is alive", { 200: { description: "Alive" } }),
    "/health/ready": read("Database, feed, worker and mail", { 200: readiness, 503: readiness }),
    "/metrics": read("Prometheus metrics", {
      200: { description: "Text", content: { "text/plain": { schema: text } } },
    }),
  },
  components: { schemas: SCHEMAS },
};
