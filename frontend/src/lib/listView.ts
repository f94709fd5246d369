// One list of orders or mails, as far as it has been fetched.
import {
  DEFAULT_SORT,
  parseParameters,
  toParameters,
  wordsOf,
  type OrderQuery,
  type OrderStatus,
  type Position,
} from "@order-desk/contract";
import type { Depth } from "./depth";

/** Named by what the list shows, as in an address: the same for the same query, and empty for all orders. */
export type ViewKey = string;
export const viewKeyOf = (query: OrderQuery): ViewKey => new URLSearchParams(toParameters(query)).toString();
/** The same, but never empty: all orders are asked for by their sequence. */
export const spelledOut = (query: OrderQuery): ViewKey => viewKeyOf(query) || `sort=${DEFAULT_SORT}`;
export const queryOfView = (key: ViewKey): OrderQuery => parseParameters(new URLSearchParams(key));

/** Whether anything but its status decides if an order is shown: then the counts of the whole shop say nothing of it. */
export const isNarrowed = (query: OrderQuery): boolean =>
  toParameters(query).some(([name]) => name !== "status" && name !== "sort");

/** Whether it asks for more than words and one status, which show what they are. */
export const isFiltered = (query: OrderQuery): boolean =>
  isNarrowed({ ...query, q: undefined }) || (query.status?.length ?? 0) > 1;

export const hasFilter = (query: OrderQuery): boolean => query.status !== undefined || isNarrowed(query);

/** A search for nothing but signs finds all orders, and is not what orders are chosen by. */
export const withoutEmptySearch = (query: OrderQuery): OrderQuery =>
  query.q !== undefined && wordsOf(query.q).length === 0 ? { ...query, q: undefined } : query;

/** Undefined: all of them, or several. */
export const onlyStatusOf = ({ status }: OrderQuery): OrderStatus | undefined =>
  status?.length === 1 ? status[0] : undefined;

export type ListView<Place = Position> = {
  /** Undefined: nothing has been fetched yet. */
  readonly downTo: Depth<Place> | undefined;
  /** Where the next page begins. */
  readonly nextCursor: string | undefined;
  readonly isLoading: boolean;
  readonly error: string | undefined;
  /** Which refetch it belongs to: a list of an earlier one may have missed changes. */
  readonly epoch: number;
};

/** Lists that are kept for going back to: every letter of a search makes one. */
const VIEWS_KEPT = 20;

/** Without those that came first of the lists that are not on the screen, if there are too many of these. */
export function withoutOldViews(
  views: ReadonlyMap<ViewKey, ListView>,
  isShown: (key: ViewKey) => boolean,
): ReadonlyMap<ViewKey, ListView> {
  const others = [...views.keys()].filter((key) => !isShown(key));
  const old = new Set(others.slice(0, Math.max(0, others.length - VIEWS_KEPT)));
  return old.size === 0 ? views : new Map([...views].filter(([key]) => !old.has(key)));
}

export const NO_VIEW: ListView<never> = {
  downTo: undefined,
  nextCursor: undefined,
  isLoading: false,
  error: undefined,
  epoch: 0,
};
