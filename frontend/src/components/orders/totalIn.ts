import { LIST_COUNT_MAX, type ListCount, type OrderCounts, type OrderQuery } from "@order-desk/contract";
import type { OrderListResult } from "../../hooks/useOrderList";
import { isNarrowed } from "../../lib/listView";
import { totalOf } from "./totalOf";

/** Orders in a list in all, loaded or not. */
export type ListTotal = {
  readonly count: number;
  /** It may be more: such a list is not counted on. */
  readonly isAtLeast: boolean;
};

const exactly = (count: number): ListTotal => ({ count, isAtLeast: false });

type Found = {
  /** Of what is searched or filtered for, in whatever status: what the tabs show. */
  readonly ofTabs: ListCount | undefined;
  /** Of just this list, where the tabs cannot say it. */
  readonly ofList: ListCount | undefined;
};

/** Of so many that are found nobody counts how many there are in each status: then the list itself is to be counted. */
export const isCountedAlone = ({ status }: OrderQuery, ofTabs: ListCount | undefined): boolean =>
  status !== undefined && ofTabs !== undefined && ofTabs.total >= LIST_COUNT_MAX;

function foundIn(query: OrderQuery, { ofTabs, ofList }: Found): ListTotal | undefined {
  const count =
    ofTabs && !isCountedAlone(query, ofTabs)
      ? (query.status?.reduce((sum, one) => sum + (ofTabs.by_status[one] ?? 0), 0) ?? ofTabs.total)
      : ofList?.total;
  if (count === undefined) return undefined;
  return count < LIST_COUNT_MAX ? exactly(count) : { count: LIST_COUNT_MAX - 1, isAtLeast: true };
}

type Loaded = Pick<OrderListResult, "orders" | "leaving" | "waiting">;

/** Of those that are here, without the rows that are on their way out, and with the orders that wait. */
export const countLoaded = ({ orders, leaving, waiting }: Loaded): number =>
  orders.length - leaving.size + waiting;

type Rows = Loaded & Pick<OrderListResult, "hasMore">;

/** Undefined while unknown. */
export function totalIn(
  list: Rows,
  query: OrderQuery,
  ofAll: OrderCounts | undefined,
  found: Found,
): ListTotal | undefined {
  if (!list.hasMore) return exactly(countLoaded(list));
  if (isNarrowed(query)) return foundIn(query, found);
  return ofAll && exactly(query.status?.reduce((sum, status) => sum + ofAll[status], 0) ?? totalOf(ofAll));
}
