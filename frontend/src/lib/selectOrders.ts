// What a list shows of the orders that the tab holds.
import {
  comparePositions,
  orderMatcher,
  positionOf,
  type Order,
  type OrderQuery,
  type Position,
} from "@order-desk/contract";
import { changedSince, type OrdersState } from "./applyOrderEvent";
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

type Selected = {
  readonly orders: OrdersState["orders"];
  readonly selection: Selection;
  readonly downTo: OrderDepth;
  readonly rows: readonly Order[];
};

/** Where an order stands among these rows, or where it would. */
function placeAmong(rows: readonly Order[], order: Order, { placeOf, comparePlaces }: Selection): number {
  const place = placeOf(order);
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (comparePlaces(placeOf(rows[middle] as Order), place) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** `rows` with what has changed since; undefined when that takes all orders to tell. */
function selectChanged(last: Selected, orders: OrdersState["orders"]): Order[] | undefined {
  const { selection, downTo } = last;
  const ids = changedSince(last.orders, orders);
  if (!ids) return undefined;
  const rows = [...last.rows];
  for (const id of ids) {
    const [before, now] = [last.orders.get(id)?.order, orders.get(id)?.order];
    const at = before ? placeAmong(rows, before, selection) : -1;
    if (before && rows[at] === before) rows.splice(at, 1);
    if (now && isSelected(now, selection, downTo)) rows.splice(placeAmong(rows, now, selection), 0, now);
  }
  return rows;
}

/** As `selectOrders`, again and again: a change among many orders costs no more than one among few. */
export class RepeatedSelection {
  #last: Selected | undefined;

  rows(state: OrdersState, selection: Selection, downTo: OrderDepth): readonly Order[] {
    const { orders } = state;
    const last = this.#last?.selection === selection && this.#last.downTo === downTo ? this.#last : undefined;
    if (last?.orders === orders) return last.rows;
    const rows = (last && selectChanged(last, orders)) ?? selectOrders(state, selection, downTo);
    this.#last = { orders, selection, downTo, rows };
    return rows;
  }
}

/** Orders that have only just left a list, each as it was when it was in it. */
export type Leaving = ReadonlyMap<string, Order>;

const isSameLeaving = (one: Leaving, other: Leaving) =>
  one.size === other.size && [...one].every(([id, order]) => other.get(id) === order);

/** A selection with orders that still keep the place that they had; the same as long as these are the same. */
export class LingeringSelection {
  #last: { readonly asked: Selection; readonly leaving: Leaving; readonly selection: Selection } | undefined;

  of(asked: Selection, leaving: Leaving): Selection {
    if (leaving.size === 0) return asked;
    const last = this.#last;
    if (last?.asked === asked && isSameLeaving(last.leaving, leaving)) return last.selection;
    const selection = {
      ...asked,
      matches: (order: Order) => leaving.has(order._id) || asked.matches(order),
      placeOf: (order: Order) => asked.placeOf(leaving.get(order._id) ?? order),
    };
    this.#last = { asked, leaving, selection };
    return selection;
  }
}
