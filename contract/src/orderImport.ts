// Orders out of a file of comma-separated values: what of it becomes which field, and what it would come to.
import * as z from "zod/mini";
import { NAME_MAX } from "./text.js";

/** So many orders in one file. */
export const IMPORT_ORDERS_MAX = 10_000;
/** 5 MB. */
export const IMPORT_BYTES_MAX = 5_000_000;
/** A dry run lists so many of the lines that cannot be imported; it counts them all. */
export const IMPORT_PROBLEMS_MAX = 200;

/**
 * What a column of the file can be. `reference`: what the writer of the file calls the order by, once for each; a line whose
 * reference was imported before is left out. Without it, a line that is the same in everything is.
 */
export const IMPORT_FIELDS = [
  "customer_name",
  "customer_email",
  "product_name",
  "quantity",
  "price",
  "currency",
  "status",
  "reference",
] as const;
export const importField = z.enum(IMPORT_FIELDS);
export type ImportField = z.infer<typeof importField>;

/** Fields without which there is no order. */
export const IMPORT_REQUIRED = [
  "customer_name",
  "customer_email",
  "product_name",
] as const satisfies readonly ImportField[];

/** Lines that were imported before: left out, or made into orders again. */
export const IMPORT_REPEATED = ["skip", "create"] as const;

const isTrue = z._default(
  z.pipe(
    z.enum(["true", "false"], { error: "dry_run must be true or false" }),
    z.transform((value) => value === "true"),
  ),
  false,
);

const heading = z.optional(
  z
    .string("Name a column of the file, once")
    .check(z.maxLength(NAME_MAX, `The name of a column must be at most ${NAME_MAX} characters long`)),
);

/**
 * The query of `POST /api/orders/import`. A field names the column that it comes from, as in `customer_name=Buyer`; empty: from
 * none (a price comes out of a column `total` then, where there is one); a field that is not named gets the column whose name says so.
 */
export const importQuery = z.strictObject(
  {
    dry_run: isTrue,
    repeated: z._default(z.enum(IMPORT_REPEATED, { error: "repeated must be skip or create" }), "skip"),
    customer_name: heading,
    customer_email: heading,
    product_name: heading,
    quantity: heading,
    price: heading,
    currency: heading,
    status: heading,
    reference: heading,
  },
  {
    error: (issue) =>
      issue.code === "unrecognized_keys" ? "This parameter is not known here" : "The query is malformed",
  },
);
export type ImportQuery = z.output<typeof importQuery>;

const importProblem = z.object({
  /** As an editor counts; the heading is line 1. */
  line: z.int(),
  /** Null when it is about the whole line. */
  field: z.nullable(importField),
  message: z.string(),
});
export type ImportProblem = z.infer<typeof importProblem>;

/** What an import of a file would come to, if it ran now. */
export const importForecast = z.object({
  /** `will_create`, `unchanged` and `cannot` together. */
  total: z.int(),
  will_create: z.int(),
  /** They were imported before. */
  unchanged: z.int(),
  cannot: z.int(),
  /** The names of the file's columns, in its sequence; one that has the name of an earlier one is numbered, as in `Name (2)`. */
  headings: z.array(z.string()),
  /** Which column each field comes from; null: from none. */
  columns: z.array(z.object({ field: importField, heading: z.nullable(z.string()) })),
  /** The column of what all pieces cost, where the price of one is worked out of it; else null. */
  total_heading: z.nullable(z.string()),
  /** The first 200 things to mend. */
  problems: z.array(importProblem),
});
export type ImportForecast = z.infer<typeof importForecast>;
