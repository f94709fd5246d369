// What descriptions of paths are made of: schemas of the contract as zod's own JSON Schema (2020-12, the dialect of 3.1).
import * as contract from "@order-desk/contract";
import { toJSONSchema, type core } from "zod";

const toSchema = (schema: core.$ZodType, io: "input" | "output") => {
  const converted = toJSONSchema(schema, { io, unrepresentable: "any" });
  delete converted.$schema;
  return converted;
};

export const SCHEMAS = {
  Order: toSchema(contract.order, "output"),
  ChangedOrder: toSchema(contract.changedOrder, "output"),
  Undo: toSchema(contract.undoBody, "input"),
  NewOrder: toSchema(contract.createOrderBody, "input"),
  OrderChanges: toSchema(contract.updateOrderBody, "input"),
  Problem: toSchema(contract.problem, "output"),
  StoryEntry: toSchema(contract.storyEntry, "output"),
  MailSummary: toSchema(contract.mailSummary, "output"),
  Mail: toSchema(contract.mail, "output"),
  MailCounts: toSchema(contract.mailCounts, "output"),
  BulkRequest: toSchema(contract.bulkBody, "input"),
  BulkForecast: toSchema(contract.bulkForecast, "output"),
  ImportForecast: toSchema(contract.importForecast, "output"),
  BulkJob: toSchema(contract.bulkJob, "output"),
  JobRow: toSchema(contract.jobRow, "output"),
  View: toSchema(contract.view, "output"),
  NewView: toSchema(contract.createViewBody, "input"),
  ViewChanges: toSchema(contract.updateViewBody, "input"),
  ViewOrder: toSchema(contract.viewOrderBody, "input"),
  Health: toSchema(contract.health, "output"),
};

export const ref = (name: keyof typeof SCHEMAS) => ({ $ref: `#/components/schemas/${name}` });
export const json = (schema: object) => ({ "application/json": { schema } });
export const text = { type: "string" } as const;
export const header = (description: string) => ({ description, schema: text });

export const parameter = (
  place: "query" | "path" | "header",
  name: string,
  description: string,
  schema: object,
) => ({ in: place, name, description, schema, required: place === "path" });

const PROBLEM_WORDS: Readonly<Record<number, string>> = {
  400: "Malformed JSON or headers",
  403: "The web page or the name under which the API was asked is not among the allowed ones",
  404: "Not found",
  409: "Not allowed in the present state, or others change it at this moment",
  412: "The order has another version by now; `current` holds it",
  413: "The body is too large (100 kB; 1 MB for many orders at once, 5 MB for a file)",
  415: "The body is not JSON, or of an import not CSV",
  422: "Values are not valid; `errors` names each",
  503: "The database does not answer in time; see Retry-After, and `detail` for what took too long",
};

export const problems = (...statuses: number[]) =>
  Object.fromEntries(
    [...statuses, 403, 503].map((status) => [
      status,
      {
        description: PROBLEM_WORDS[status],
        content: { "application/problem+json": { schema: ref("Problem") } },
      },
    ]),
  );

export const body = (name: keyof typeof SCHEMAS) => ({
  requestBody: { required: true, content: json(ref(name)) },
});

/** The parameters of every list that is read page by page. */
export const PAGING = [
  parameter("query", "limit", "Rows per page", {
    type: "integer",
    minimum: 1,
    maximum: contract.PAGE_SIZE_MAX,
    default: contract.PAGE_SIZE,
  }),
  parameter("query", "cursor", 'From the `Link: rel="next"` header of the page before', text),
];
export const NEXT_PAGE = { Link: header('The next page, `rel="next"`; absent on the last') };
export const listAnswer = (name: keyof typeof SCHEMAS, description: string, headers: object = {}) => ({
  description,
  headers: { ...NEXT_PAGE, ...headers },
  content: json({ type: "array", items: ref(name) }),
});
