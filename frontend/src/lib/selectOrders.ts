// What a list shows of the orders that the tab holds.
import {
  comparePositions,
  orderMatcher,
  positionOf,
  type Order,
  type OrderQuery,
  type Position,
} from "@order-desk/contract";
import type { OrdersState } from "./applyOrderEvent";
import { reaches, type Depth } from "./depth";
import { queryOfView, type ViewKey } from "./listView";
import { RecentMap } from "./recentMap";

export type OrderDepth = Depth<Position>;

/** A query, made ready for being asked about many orders. */
export type Selection = {
  readonly query: OrderQuery;
  readonly matches: (order: Order) => boolean;
  readonly placeOf: (order: Order) => Position;
  readonly comparePlaces: (one: Position, other: Position) => number;
};

function selectionFor(query: OrderQuery): Selection {
  // Comparing asks for it again and again.
  const places = new WeakMap<Order, Position>();
  const placeOf = (order: Order): Position => {
    const place = places.get(order) ?? positionOf(order, query.sort);
    places.set(order, place);
    return place;
  };
  return { query, matches: orderMatcher(query), placeOf, comparePlaces: comparePositions(query.sort) };
}

const SELECTIONS_KEPT = 50;
const known = new RecentMap<ViewKey, Selection>(SELECTIONS_KEPT);

export function selectionOf(key: ViewKey): Selection {
  const selection = known.get(key) ?? selectionFor(queryOfView(key));
  known.set(key, selection);
  return selection;
}

/** Whether a list down to this depth shows the order. */
export const isSelected = (order: Order, selection: Selection, downTo: OrderDepth): boolean =>
  selection.matches(order) && reaches(downTo, selection.placeOf(order), selection.comparePlaces);

/** Matching orders down to a depth, in the sequence of the query. */
export function selectOrders({ orders }: OrdersState, selection: Selection, downTo: OrderDepth): Order[] {
  const { placeOf, comparePlaces } = selection;
  const selected: Order[] = [];
  for (const { order } of orders.values()) if (isSelected(order, selection, downTo)) selected.push(order);
  return selected.sort((one, other) => comparePlaces(placeOf(one), placeOf(other)));
}
