// The description of orders out of a file.
import * as contract from "@order-desk/contract";
import { header, json, parameter, problems, ref, text } from "./parts.js";

const SIZE = `At most ${contract.IMPORT_ORDERS_MAX} orders and ${contract.IMPORT_BYTES_MAX / 1e6} MB`;

const IMPORT = {
  summary: "Make orders of the lines of a CSV file",
  description: `${SIZE}; the first line names the columns. Commas, semicolons or tabs between the cells; a file with a column \`total\` and none of prices gets them out of it; UTF-8, or UTF-16 with a byte order mark. A line that was imported before is left out; one that is no order is among the job's rows, \`failed\`, with the reason. Sent as often as one likes, each order is made once; one that was deleted more than 7 days ago is made again.`,
  parameters: [
    parameter("query", "dry_run", "Only say what would come of it", {
      enum: ["true", "false"],
      default: "false",
    }),
    parameter("query", "repeated", "Lines that were imported before: left out, or made into orders again", {
      enum: contract.IMPORT_REPEATED,
      default: "skip",
    }),
    ...contract.IMPORT_FIELDS.map((field) =>
      parameter(
        "query",
        field,
        "The name of its column; empty: none; when not given: the column whose name says so",
        { type: "string", maxLength: contract.NAME_MAX },
      ),
    ),
    parameter("header", "Idempotency-Key", "The same key and file give the same job", {
      type: "string",
      maxLength: 255,
    }),
  ],
  requestBody: { required: true, content: { "text/csv": { schema: text } } },
  responses: {
    200: { description: "The dry run's outcome", content: json(ref("ImportForecast")) },
    202: {
      description: "Accepted: the job, as those of `/api/orders/bulk`; its rows have the `line`",
      headers: {
        Location: header("Where the job is"),
        "Idempotent-Replayed": header("`true` when the key was seen before"),
      },
      content: json(ref("BulkJob")),
    },
    ...problems(400, 413, 415, 422),
  },
};

export const importPaths = {
  "/api/orders/import": { post: IMPORT },
  "/api/orders/import/sample.csv": {
    get: {
      summary: "A small file that can be imported as it is",
      responses: {
        200: { description: "The file", content: { "text/csv": { schema: text } } },
        ...problems(),
      },
    },
  },
};
