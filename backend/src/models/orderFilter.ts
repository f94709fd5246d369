// The contract's query as the database reads it. What a person typed is only ever a value, never an operator.
import {
  fieldOf,
  foldLine,
  searchWords,
  sequenceOf,
  wholeId,
  type OrderFilter,
  type OrderSort,
  type Position,
  type SortField,
  type SortKey,
} from "@order-desk/contract";
import { ObjectId, type Filter } from "mongodb";
import { FIRST_ID, READABLE_TIME, type OrderDocument } from "./orderDocument.js";
import { NUMBERED } from "./OrderNumber.js";
import { withStatus } from "./orderQueries.js";

type Condition = Filter<OrderDocument>;

const withWords = (text: string): Condition[] => {
  const words = searchWords(text);
  return words.length === 0 ? [] : [{ "terms.words": { $all: words } }];
};

function searched(q: string): Condition[] {
  const words = withWords(q);
  const id = wholeId(q);
  return id === undefined || words.length === 0 ? words : [{ $or: [{ _id: new ObjectId(id) }, ...words] }];
}

/** For each parameter that is given, what it asks for. */
const CONDITIONS: {
  readonly [Name in keyof OrderFilter]-?: (wanted: NonNullable<OrderFilter[Name]>) => Condition[];
} = {
  q: searched,
  status: (wanted) => [withStatus(wanted) as Condition],
  created_from: (wanted) => [{ created_at: { $gte: new Date(wanted) } }],
  created_to: (wanted) => [{ created_at: { $lte: new Date(wanted) } }],
  updated_from: (wanted) => [{ updated_at: { $gte: new Date(wanted) } }],
  updated_to: (wanted) => [{ updated_at: { $lte: new Date(wanted) } }],
  total_min: (wanted) => [{ "terms.total": { $gte: wanted } }],
  total_max: (wanted) => [{ "terms.total": { $lte: wanted } }],
  currency: (wanted) => [{ currency: wanted }],
  // The index of words leads to the few orders that may be meant.
  product: (wanted) => [{ "terms.product": foldLine(wanted) }, ...withWords(wanted)],
  customer_email: (wanted) => [{ "terms.email": foldLine(wanted) }, ...withWords(wanted)],
};

const ORDERS_ONLY: Condition = { _id: { $gte: FIRST_ID } };

export function toConditions(query: OrderFilter): Condition[] {
  const given = (Object.keys(CONDITIONS) as (keyof typeof CONDITIONS)[]).flatMap((name) => {
    const wanted = query[name];
    return wanted === undefined ? [] : (CONDITIONS[name] as (wanted: unknown) => Condition[])(wanted);
  });
  return [ORDERS_ONLY, ...given];
}

const PATHS: Readonly<Record<SortKey["name"], string>> = {
  created_at: "created_at",
  updated_at: "updated_at",
  order_number: "order_number",
  customer_name: "terms.customer",
  total: "terms.total",
  status: "status",
  _id: "_id",
};

const isMoment = (name: SortKey["name"]) => name === "created_at" || name === "updated_at";

function stored({ name }: SortKey, value: string | number): unknown {
  if (name === "_id") return new ObjectId(String(value));
  return isMoment(name) ? new Date(value) : value;
}

/** A part of a sequence that one index gives. */
type Stretch = { readonly conditions: readonly Condition[]; readonly keys: readonly SortKey[] };

/**
 * What stands behind a position. Many orders have the same name or total: there these are alternatives of which each is read
 * from the index on its own. Moments are hardly ever the same, and as one range they go with any filter (measured by keys
 * examined, docs/decisions/0012).
 */
function behind({ conditions, keys }: Stretch, position: Position): Condition {
  const valueOf = (index: number) => stored(keys[index] as SortKey, position[index] as string | number);
  const alternatives = keys.map(({ name, direction }, index): Condition => {
    const same = keys.slice(0, index).map((key, at): [string, unknown] => [PATHS[key.name], valueOf(at)]);
    const beyond = { [PATHS[name]]: { [direction > 0 ? "$gt" : "$lt"]: valueOf(index) } };
    return { ...Object.fromEntries(same), ...beyond };
  });
  const [first] = keys;
  if (!first || !isMoment(first.name))
    return { $or: alternatives.map((one): Condition => ({ $and: [...conditions, one] })) };
  const range = { [PATHS[first.name]]: { [first.direction > 0 ? "$gte" : "$lte"]: valueOf(0) } } as Condition;
  return { $and: [...conditions, range, { $or: alternatives }] };
}

export const toQuery = (stretch: Stretch, after: Position | undefined) => ({
  filter: after === undefined ? { $and: [...stretch.conditions] } : behind(stretch, after),
  sort: Object.fromEntries(stretch.keys.map(({ name, direction }) => [PATHS[name], direction])),
});

/**
 * Who writes past the API leaves fields out: such an order has no place in a sequence by them, and a page could not go on
 * behind it. It comes into lists when the worker has completed it.
 */
const PLACED: Readonly<Partial<Record<SortField, Condition>>> = {
  created_at: { created_at: READABLE_TIME },
  updated_at: { updated_at: READABLE_TIME },
  order_number: NUMBERED,
  customer_name: { "terms.customer": { $gte: "" } },
  total: { "terms.total": { $gte: -Infinity } },
};

/** No two of our orders have the same number, and the index holds those that have one. */
export function stretchOf(query: OrderFilter, sort: OrderSort): Stretch {
  const placed = PLACED[fieldOf(sort)];
  const conditions = [...toConditions(query), ...(placed ? [placed] : [])];
  const keys = sequenceOf(sort);
  return { conditions, keys: fieldOf(sort) === "order_number" ? keys.slice(0, 1) : keys };
}
