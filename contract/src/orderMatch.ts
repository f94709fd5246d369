// Which orders a query asks for, and in which sequence, decided without a database: what a tab does with each change.
import type { Order } from "./order.js";
import type { OrderQuery, OrderSort, SortField } from "./orderQuery.js";
import { ORDER_STATUSES } from "./orderStatus.js";
import { foldLine, hasWords, searchedWords, searchWords, termsOf, type OrderTerms } from "./orderTerms.js";

/** A whole order id finds that order, whatever its words are. */
export const wholeId = (q: string): string | undefined =>
  /^[0-9a-f]{24}$/i.test(q) ? q.toLowerCase() : undefined;

/** Folding texts takes longer than all the rest: what of an order is looked at is worked out when it is, and once. */
class SeenOrder {
  #terms: OrderTerms | undefined;
  #words: readonly string[] | undefined;
  constructor(readonly order: Order) {}
  get terms(): OrderTerms {
    return (this.#terms ??= termsOf(this.order));
  }
  get words(): readonly string[] {
    return (this.#words ??= searchedWords(this.order));
  }
}
type Test = (seen: SeenOrder) => boolean;

// The same order is asked about again and again.
const known = new WeakMap<Order, SeenOrder>();

function seenOf(order: Order): SeenOrder {
  const seen = known.get(order) ?? new SeenOrder(order);
  known.set(order, seen);
  return seen;
}

function searchTest(q: string): Test {
  const words = searchWords(q);
  const id = wholeId(q);
  return (seen) => seen.order._id === id || hasWords(seen.words, words);
}

/** For each parameter that is given, a test that says what it means. */
const TESTS: {
  readonly [Name in keyof Omit<OrderQuery, "sort">]-?: (wanted: NonNullable<OrderQuery[Name]>) => Test;
} = {
  q: searchTest,
  status: (wanted) => (seen) => wanted.includes(seen.order.status),
  created_from: (wanted) => (seen) => seen.order.created_at >= wanted,
  created_to: (wanted) => (seen) => seen.order.created_at <= wanted,
  updated_from: (wanted) => (seen) => seen.order.updated_at >= wanted,
  updated_to: (wanted) => (seen) => seen.order.updated_at <= wanted,
  total_min: (wanted) => (seen) => seen.order.total >= wanted,
  total_max: (wanted) => (seen) => seen.order.total <= wanted,
  currency: (wanted) => (seen) => seen.order.currency === wanted,
  product: (wanted) => {
    const folded = foldLine(wanted);
    return (seen) => seen.terms.product === folded;
  },
  customer_email: (wanted) => {
    const folded = foldLine(wanted);
    return (seen) => seen.terms.email === folded;
  },
};

/** For many orders and one query. */
export function orderMatcher(query: Omit<OrderQuery, "sort">): (order: Order) => boolean {
  const tests = (Object.keys(TESTS) as (keyof typeof TESTS)[]).flatMap((name) => {
    const wanted = query[name];
    return wanted === undefined ? [] : [(TESTS[name] as (wanted: unknown) => Test)(wanted)];
  });
  return (order) => {
    if (tests.length === 0) return true;
    const seen = seenOf(order);
    return tests.every((test) => test(seen));
  };
}

export const matchesQuery = (order: Order, query: Omit<OrderQuery, "sort">): boolean =>
  orderMatcher(query)(order);

/** What a sequence goes by, one after another, and which way; the last one differs for any two orders. */
export type SortKey = { readonly name: SortField | "_id"; readonly direction: 1 | -1 };

export const fieldOf = (sort: OrderSort): SortField => sort.replace("-", "") as SortField;

export function sequenceOf(sort: OrderSort): readonly SortKey[] {
  const name = fieldOf(sort);
  const direction = sort.startsWith("-") ? -1 : 1;
  // Of one status there are many: the newest of them first, either way.
  if (name === "status")
    return [
      { name, direction },
      { name: "created_at", direction: -1 },
      { name: "_id", direction: -1 },
    ];
  return [
    { name, direction },
    { name: "_id", direction },
  ];
}

const KEY_OF: Readonly<Record<SortKey["name"], (order: Order) => string | number>> = {
  created_at: ({ created_at }) => created_at,
  updated_at: ({ updated_at }) => updated_at,
  order_number: ({ order_number }) => order_number,
  customer_name: (order) => seenOf(order).terms.customer,
  total: ({ total }) => total,
  /** In the sequence of an order's life. */
  status: ({ status }) => ORDER_STATUSES.indexOf(status),
  _id: ({ _id }) => _id,
};

/** Where an order stands in a sequence: a value for each of its keys. */
export type Position = readonly (string | number)[];

export const positionOf = (order: Order, sort: OrderSort): Position =>
  sequenceOf(sort).map(({ name }) => KEY_OF[name](order));

/** By code points, as MongoDB compares text; `<` compares UTF-16 code units, which differ beyond U+FFFF. */
function compareText(one: string, other: string): number {
  if (one === other) return 0;
  let index = 0;
  while (index < one.length && one.charCodeAt(index) === other.charCodeAt(index)) index += 1;
  return (one.codePointAt(index) ?? -1) - (other.codePointAt(index) ?? -1);
}

const compareKeys = (one: string | number, other: string | number): number =>
  typeof one === "string" ? compareText(one, other as string) : one - (other as number);

/** Below 0: the first of two positions comes first. */
export function comparePositions(sort: OrderSort): (one: Position, other: Position) => number {
  const directions = sequenceOf(sort).map(({ direction }) => direction);
  return (one, other) => {
    for (const [index, direction] of directions.entries()) {
      const compared = compareKeys(one[index] as string | number, other[index] as string | number);
      if (compared !== 0) return compared * direction;
    }
    return 0;
  };
}

/** Below 0: the first of two orders comes first. Two orders are never equal. */
export function compareOrders({ sort }: Pick<OrderQuery, "sort">): (one: Order, other: Order) => number {
  const compare = comparePositions(sort);
  return (one, other) => compare(positionOf(one, sort), positionOf(other, sort));
}
