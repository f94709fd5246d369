// Views: which orders a list shows, in which columns, under a name; and how many orders there are in one.
import * as z from "zod/mini";
import { orderId, type Order } from "./order.js";
import { orderQuery, type OrderFilter } from "./orderQuery.js";
import { oneLine } from "./text.js";

export const VIEW_NAME_MAX = 60;
/** So many shared views. */
export const VIEWS_MAX = 100;

/** The columns a list can have; `customer` is the name over the e-mail address. */
export const ORDER_COLUMNS = [
  "order_number",
  "customer",
  "product_name",
  "quantity",
  "price",
  "total",
  "status",
  "created_at",
  "updated_at",
] as const;
export const orderColumn = z.enum(ORDER_COLUMNS, {
  error: `A column must be one of ${ORDER_COLUMNS.join(", ")}`,
});
export type OrderColumn = z.infer<typeof orderColumn>;

/** Pixels. */
export const COLUMN_WIDTH_MIN = 56;
export const COLUMN_WIDTH_MAX = 800;

const width = z
  .int("The width must be a whole number of pixels")
  .check(
    z.gte(COLUMN_WIDTH_MIN, `The width must be at least ${COLUMN_WIDTH_MIN}`),
    z.lte(COLUMN_WIDTH_MAX, `The width must be at most ${COLUMN_WIDTH_MAX}`),
  );

/** From left to right; without a width a column takes what is left. */
export const columnLayout = z.array(z.strictObject({ column: orderColumn, width: z.optional(width) })).check(
  z.minLength(1, "A list needs a column"),
  z.refine(
    (columns) => new Set(columns.map(({ column }) => column)).size === columns.length,
    "A column can be there once",
  ),
);
export type ColumnLayout = z.infer<typeof columnLayout>;
export const DEFAULT_COLUMNS: ColumnLayout = (
  ["order_number", "customer", "product_name", "quantity", "total", "status", "updated_at"] as const
).map((column) => ({ column }));

export const DENSITIES = ["comfortable", "compact"] as const;
export const density = z.enum(DENSITIES, { error: `The density must be one of ${DENSITIES.join(", ")}` });
export type Density = z.infer<typeof density>;

/** A year. */
export const AGE_MINUTES_MAX = 366 * 24 * 60;
const minutes = z
  .int("The age must be a whole number of minutes")
  .check(
    z.gte(1, "The age must be at least a minute"),
    z.lte(AGE_MINUTES_MAX, "The age must be at most a year"),
  );

/**
 * Orders of the view that are older than this are marked and counted: since they came (`created_at`; an order is pending
 * from then on), or since they were last changed (`updated_at`).
 */
export const ageRule = z.strictObject({ since: z.enum(["created_at", "updated_at"]), minutes });
export type AgeRule = z.infer<typeof ageRule>;

const MINUTE_MS = 60_000;

/** An order is older than the rule allows when its moment is this one or earlier; the rule's clock says `now`. */
export const agedSince = ({ minutes: age }: AgeRule, now: number): string =>
  new Date(now - age * MINUTE_MS).toISOString();

export const isAged = (order: Order, rule: AgeRule, now: number): boolean =>
  order[rule.since] <= agedSince(rule, now);

/** Of the orders that a filter finds, those that are too old. */
export function agedFilter(filter: OrderFilter, rule: AgeRule, now: number): OrderFilter {
  const name = rule.since === "created_at" ? "created_to" : "updated_to";
  const [given, since] = [filter[name], agedSince(rule, now)];
  return { ...filter, [name]: given !== undefined && given < since ? given : since };
}

const fields = {
  name: oneLine("The view's name", VIEW_NAME_MAX),
  query: orderQuery,
  columns: z._default(columnLayout, DEFAULT_COLUMNS),
  density: z._default(density, "comfortable"),
  age: z._default(z.nullable(ageRule), null),
};

const unknownFields = (issue: { readonly code?: string }) =>
  issue.code === "unrecognized_keys" ? "This field is not known here" : "The body must be a JSON object";

/** Body of `POST /api/views`, and what a browser keeps of its own views. */
export const createViewBody = z.strictObject(fields, { error: unknownFields });
export type NewView = z.output<typeof createViewBody>;

/** Body of `PATCH /api/views/:id`: what is given changes. */
export const updateViewBody = z.strictObject(
  {
    name: z.optional(fields.name),
    query: z.optional(orderQuery),
    columns: z.optional(columnLayout),
    density: z.optional(density),
    age: z.optional(z.nullable(ageRule)),
  },
  { error: unknownFields },
);
export type ViewChanges = z.output<typeof updateViewBody>;

/** Body of `PUT /api/views/order`: the ids of all shared views, from the top; one that it leaves out goes to the end. */
export const viewOrderBody = z.strictObject(
  { ids: z.array(orderId, "ids must be a list of view ids").check(z.maxLength(VIEWS_MAX)) },
  { error: unknownFields },
);

/** A shared view. */
export const view = z.object({
  _id: orderId,
  ...fields,
  version: z.int(),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});
export type View = z.infer<typeof view>;
/** From the top. */
export const viewList = z.array(view);
