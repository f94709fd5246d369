// The one language in which orders are asked for: in `GET /api/orders`, in the dashboard's address, and wherever else.
import * as z from "zod/mini";
import { pageQuery } from "./listQuery.js";
import { currencyCode } from "./money.js";
import { ORDER_STATUSES, orderStatus } from "./orderStatus.js";
import { EMAIL_MAX, NAME_MAX } from "./text.js";

/** Longest search, in UTF-16 code units. */
export const SEARCH_MAX = 200;

/** What a list can be sorted by; with a minus in front the other way round. */
export const SORT_FIELDS = [
  "created_at",
  "updated_at",
  "order_number",
  "customer_name",
  "total",
  "status",
] as const;
export type SortField = (typeof SORT_FIELDS)[number];
export type OrderSort = SortField | `-${SortField}`;
export const ORDER_SORTS = SORT_FIELDS.flatMap((field): OrderSort[] => [field, `-${field}`]);
/** Newest first. */
export const DEFAULT_SORT: OrderSort = "-created_at";

const once = (name: string) => z.string(`${name} must be given once`);

/** One line; nothing but blanks is as if it was not given. */
const text = (name: string, max: number) =>
  z.optional(
    z.pipe(
      once(name).check(
        z.maxLength(max, `${name} must be at most ${max} characters long`),
        z.refine((value) => value.isWellFormed(), `${name} must be well-formed text`),
      ),
      z.transform((value: string) => (value.trim() === "" ? undefined : value.trim())),
    ),
  );

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2})$/;
const LAST_OF_DAY = "T23:59:59.999Z";

/** Without the comparison 30 February would be 2 March. */
function isDay(value: string): boolean {
  const first = new Date(`${value}T00:00:00.000Z`);
  return !Number.isNaN(first.getTime()) && first.toISOString().slice(0, 10) === value;
}

/** A moment as orders carry it; undefined for what is none, as 30 February. */
function toMoment(value: string, end: "from" | "to"): string | undefined {
  if (!isDay(value.slice(0, 10))) return undefined;
  if (DAY.test(value)) return end === "from" ? `${value}T00:00:00.000Z` : `${value}${LAST_OF_DAY}`;
  const moment = MOMENT.test(value) ? new Date(value) : undefined;
  if (!moment || Number.isNaN(moment.getTime())) return undefined;
  // Beyond these years an ISO date has a sign and more digits, and no longer sorts as text.
  const year = moment.getUTCFullYear();
  return year >= 0 && year <= 9999 ? moment.toISOString() : undefined;
}

/** A day (in UTC, the whole of it) or a moment (with its zone); the end is included. */
const moment = (name: string, end: "from" | "to") =>
  z.optional(
    z.pipe(
      once(name).check(
        z.refine(
          (value) => toMoment(value, end) !== undefined,
          `${name} must be a day as in 2026-11-22, or a time with its zone as in 2026-11-22T09:30:00Z`,
        ),
      ),
      z.transform((value: string) => toMoment(value, end)),
    ),
  );

// The number may be more than what was written.
const isAmount = (value: string) => /^\d{1,15}(?:\.\d{1,4})?$/.test(value) && Number(value) < 1e15;

/** An amount in whatever currency the order has. */
const amount = (name: string) =>
  z.optional(
    z.pipe(
      once(name).check(z.refine(isAmount, `${name} must be an amount as in 49.90`)),
      z.transform(Number),
    ),
  );

// A repeated parameter and a comma list mean the same.
export const splitList = (value: unknown) =>
  [value].flat().flatMap((part: unknown) => (typeof part === "string" ? part.split(",") : [part]));

const statuses = z.optional(
  z.pipe(
    z.pipe(
      z.transform(splitList),
      z.array(orderStatus).check(z.minLength(1, "status must name at least one status")),
    ),
    z.transform((chosen) => ORDER_STATUSES.filter((status) => chosen.includes(status))),
  ),
);

const sort = z._default(
  z.enum(ORDER_SORTS, { error: `sort must be one of ${ORDER_SORTS.join(", ")}` }),
  DEFAULT_SORT,
);

/** How a parameter is called in what is said about it: by its own name, or as a form labels it. */
type Naming = (parameter: string) => string;
const byItself: Naming = (parameter) => parameter;

const shapeNamed = (named: Naming) => ({
  q: text(named("q"), SEARCH_MAX),
  status: statuses,
  created_from: moment(named("created_from"), "from"),
  created_to: moment(named("created_to"), "to"),
  updated_from: moment(named("updated_from"), "from"),
  updated_to: moment(named("updated_to"), "to"),
  total_min: amount(named("total_min")),
  total_max: amount(named("total_max")),
  currency: z.optional(currencyCode),
  product: text(named("product"), NAME_MAX),
  customer_email: text(named("customer_email"), EMAIL_MAX),
  sort,
});

/** What a list can be asked for. */
export const orderQueryShape = shapeNamed(byItself);

type Bounds = Readonly<Record<string, unknown>>;
const RANGES = [
  ["created_from", "created_to", "before"],
  ["updated_from", "updated_to", "before"],
  ["total_min", "total_max", "less than"],
] as const;

/** Ranges that end before they begin. Values of one parameter are of one type, and moments sort as text. */
export const backwardsIn = (query: Bounds) =>
  RANGES.filter(([low, high]) => {
    const [from, to] = [query[low], query[high]] as [string | undefined, string | undefined];
    return from !== undefined && to !== undefined && from > to;
  });

const rangesInOrderNamed = (named: Naming) =>
  z.superRefine<Bounds>((query, context) => {
    for (const [low, high, order] of backwardsIn(query))
      context.addIssue({
        code: "custom",
        path: [high],
        message: `${named(high)} must not be ${order} ${named(low)}`,
      });
  });

/** No range ends before it begins. */
export const rangesInOrder = rangesInOrderNamed(byItself);

/** The parameters of `GET /api/orders`, and no others. */
export const listOrdersQuery = pageQuery(orderQueryShape).check(rangesInOrder);
export type ListOrdersQuery = z.output<typeof listOrdersQuery>;

// Numbers as JSON has them.
const toText = (value: unknown) => (typeof value === "number" ? String(value) : value);

const unknownParameters = (issue: { readonly code?: string }) =>
  issue.code === "unrecognized_keys" ? "This parameter is not known here" : "The query must be an object";

/** A query as a form has it: what is wrong is said in the form's own words for its fields. */
export function orderQueryNamed(named: Naming) {
  const shape = shapeNamed(named);
  return z
    .strictObject(
      {
        ...shape,
        total_min: z.pipe(z.transform(toText), shape.total_min),
        total_max: z.pipe(z.transform(toText), shape.total_max),
      },
      { error: unknownParameters },
    )
    .check(rangesInOrderNamed(named));
}

/** A query within a JSON body: the same parameters, `status` as a list or as text, amounts as numbers or as text. */
export const orderQuery = orderQueryNamed(byItself);

/** Which orders, in which sequence. */
export type OrderQuery = Omit<ListOrdersQuery, "limit" | "cursor">;
/** Which orders. */
export type OrderFilter = Omit<OrderQuery, "sort">;

export const ALL_ORDERS: OrderQuery = { sort: DEFAULT_SORT };
