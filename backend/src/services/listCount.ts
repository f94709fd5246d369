// The count of one list, and what a change does to it: pure.
import {
  agedFilter,
  LIST_COUNT_MAX,
  ORDER_STATUSES,
  orderMatcher,
  type ListCount,
  type Order,
  type OrderFilter,
  type OrderStatus,
  type WatchedList,
} from "@order-desk/contract";
import { clusterTimeOf } from "../models/changeReader.js";
import type { Counted, Counting } from "../models/listCounting.js";
import type { OrderChange } from "../models/orderChange.js";

/** `at`: the moment of the database's history of which it tells. */
export type CountedList = { readonly count: ListCount; readonly at: bigint };

export type List = Pick<WatchedList, "age"> & {
  readonly filter: OrderFilter;
  readonly byStatus: boolean;
  readonly matches: ReturnType<typeof orderMatcher>;
};

export function toList({ query, age, by_status: byStatus = false }: WatchedList): List {
  return { filter: query, age: age ?? null, byStatus, matches: orderMatcher(query) };
}

/** What has to be asked of the database for a list at this time: itself and, with a rule, those that are too old. */
export const countingsOf = ({ filter, age, byStatus }: List, now: number): Counting[] => [
  { filter, byStatus },
  ...(age ? [{ filter: agedFilter(filter, age, now), byStatus: false }] : []),
];

export function toCount({ filter, byStatus }: List, [all, aged]: readonly Counted[]): ListCount {
  const total = all?.total ?? 0;
  const statuses = byStatus && total < LIST_COUNT_MAX ? (filter.status ?? ORDER_STATUSES) : [];
  const known = statuses.map((status) => [status, all?.byStatus[status] ?? 0]);
  return {
    total,
    by_status: Object.fromEntries(known) as ListCount["by_status"],
    aged: aged ? aged.total : null,
  };
}

const step = (counts: ListCount["by_status"], status: OrderStatus | undefined, by: 1 | -1) =>
  status === undefined || counts[status] === undefined
    ? counts
    : { ...counts, [status]: counts[status] + by };

/** What a change leaves of a count. `isDue`: it does not tell all; what is known is told until it is counted anew. */
export type Stepped = { readonly known: CountedList; readonly isDue: boolean };

export function stepped(list: List, known: CountedList, change: OrderChange): Stepped {
  const { kind, before, after, cursor, isFoundNow = false, isMisfiled = false } = change;
  if ((clusterTimeOf(cursor) ?? 0n) <= known.at) return { known, isDue: false };
  if (kind !== "created" && before === undefined) return { known, isDue: true };
  // What the database finds is not what the order shows, or has not been.
  if (isFoundNow || isMisfiled) return { known, isDue: true };
  const last = kind === "created" ? undefined : before;
  const matching = (order: Order | undefined) => (order && list.matches(order) ? order : undefined);
  const [was, is] = [matching(last), matching(after)];
  if (!was && !is) return { known, isDue: false };
  // Which orders are too old only the database can say.
  const isDue = list.age !== null;
  if (was?.status === is?.status) return { known, isDue };
  const { total, by_status } = known.count;
  if (total >= LIST_COUNT_MAX) return { known, isDue: true };
  const moved = step(step(by_status, was?.status, -1), is?.status, 1);
  const count = { ...known.count, total: total + (is ? 1 : 0) - (was ? 1 : 0), by_status: moved };
  return { known: { at: known.at, count }, isDue };
}
