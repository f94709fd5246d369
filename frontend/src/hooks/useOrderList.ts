"use client";
import type { Order, OrderQuery } from "@order-desk/contract";
import { useCallback, useEffect, useLayoutEffect, useMemo, useState, useSyncExternalStore } from "react";
import { TO_THE_END } from "../lib/depth";
import { heldRows, keepOn, keepRows, RepeatedRows, type KeptRows, type RowsNow } from "../lib/heldRows";
import type { LingeringOrders } from "../lib/lingering";
import { viewKeyOf } from "../lib/listView";
import { LingeringSelection, RepeatedSelection, selectionOf } from "../lib/selectOrders";
import { useDesk, useStore } from "./useDesk";

export type OrderListOptions = {
  readonly query: OrderQuery;
  /** Somebody reads further down, or is at work on rows: nothing moves. What is new waits, what leaves keeps its place. */
  readonly hold: boolean;
};

export type OrderListResult = {
  readonly orders: readonly Order[];
  /** Whether an order matches, also one that waits or is further down. */
  readonly has: (id: string) => boolean;
  /** Orders that do not match any more: their rows are on their way out, or only keep their place. */
  readonly leaving: ReadonlySet<string>;
  /** How many orders are held back. */
  readonly waiting: number;
  /** How many of the rows that are shown stand elsewhere by now. */
  readonly moved: number;
  /** How many of the rows that are shown have left the list and only keep their place. */
  readonly left: number;
  readonly showWaiting: () => void;
  /** "error" only while there is nothing to show; else `error` says what is wrong with what is shown. */
  readonly state: "loading" | "ready" | "error";
  readonly error?: string | undefined;
  readonly retry: () => void;
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  readonly loadMore: () => void;
  /** To be told while it is being scrolled. */
  readonly scrolling: () => void;
};

const NONE: readonly Order[] = [];

type Kept = KeptRows & { readonly list: string };
type ListNow = RowsNow & Pick<OrderListResult, "leaving">;

const union = (one: ReadonlySet<string>, others: Iterable<string>): ReadonlySet<string> =>
  new Set([...one, ...others]);

/** What keeps its place is not let go of, wherever it has gone. */
function useNeeded(rows: readonly Order[] = NONE): void {
  const { store } = useDesk();
  useLayoutEffect(() => {
    // Seldom asked for: there may be very many.
    let ids: ReadonlySet<string> | undefined;
    return store.need((id) => (ids ??= new Set(rows.map(({ _id }) => _id))).has(id));
  }, [store, rows]);
}

function useHeldBack(now: ListNow, list: string, hold: boolean) {
  const [kept, setKept] = useState<Kept>();
  const before = kept?.list === list ? kept : undefined;
  const next = useMemo(() => {
    if (!hold) return undefined;
    const after = before ? keepOn(before, now) : keepRows(now);
    return after === before ? before : { ...after, list };
  }, [before, now, hold, list]);
  if (next !== kept) setKept(next);
  useNeeded(next?.rows);
  const [repeated] = useState(() => new RepeatedRows());

  return useMemo(() => {
    const showWaiting = () => setKept({ ...keepRows(now), list });
    if (!next) return { orders: now.rows, waiting: 0, moved: 0, left: 0, leaving: now.leaving, showWaiting };
    const { rows, waiting, moved, gone } = heldRows(next, now);
    const orders = repeated.of(rows);
    const leaving = gone.size === 0 ? now.leaving : union(now.leaving, gone.keys());
    return { orders, waiting, moved, left: gone.size, leaving, showWaiting };
  }, [next, now, list, repeated]);
}

function useLingering(): LingeringOrders {
  const { lingering } = useDesk();
  return useSyncExternalStore(lingering.subscribe, lingering.orders, lingering.orders);
}

/** Of a list that is still to be fetched, what the tab holds anyway: whatever else there is comes with the first page. */
function useRows(list: string): ListNow {
  const held = useStore((store) => store.orders());
  const { downTo = TO_THE_END } = useStore((store) => store.view(list));
  const lingering = useLingering();
  const [selected] = useState(() => new RepeatedSelection());
  const [widened] = useState(() => new LingeringSelection());
  return useMemo(() => {
    const asked = selectionOf(list);
    // In the list as it was last, and not any more.
    const leaver = (id: string, before: readonly Order[]): readonly [string, Order][] => {
      const [order, was] = [held.orders.get(id)?.order, before.findLast(asked.matches)];
      return order && was && !asked.matches(order) ? [[id, was]] : [];
    };
    const gone = new Map([...lingering].flatMap(([id, before]) => leaver(id, before)));
    const selection = widened.of(asked, gone);
    const find = (id: string) => {
      const order = held.orders.get(id)?.order;
      return order && selection.matches(order) ? order : undefined;
    };
    const last = (id: string) => held.orders.get(id)?.order ?? held.deleted.get(id)?.order;
    const leaving = new Set(gone.keys());
    return { rows: selected.rows(held, selection, downTo), selection, downTo, find, last, leaving };
  }, [held, list, downTo, lingering, selected, widened]);
}

export function useOrderList({ query, hold }: OrderListOptions): OrderListResult {
  const { loader, store } = useDesk();
  const list = viewKeyOf(query);
  useEffect(() => loader.showList(list), [loader, list]);

  const { downTo, error, isLoading, nextCursor } = useStore((store) => store.view(list));
  const hasBegun = useStore((store) => store.hasLists());
  const now = useRows(list);
  const isFetched = downTo !== undefined;
  const shown = useHeldBack(now, `${list} ${isFetched}`, hold);
  // All that was loaded has gone elsewhere, but there is more below.
  const isUsedUp = now.rows.length === 0 && nextCursor !== undefined;
  useEffect(() => {
    if (isUsedUp && !isLoading && error === undefined) loader.loadMore(list);
  }, [isUsedUp, isLoading, error, loader, list]);

  const has = useCallback((id: string) => !now.leaving.has(id) && now.find(id) !== undefined, [now]);
  const actions = useMemo(
    () => ({
      retry: () => loader.retry(list),
      loadMore: () => loader.loadMore(list),
      scrolling: store.scrolling,
    }),
    [loader, store, list],
  );
  const hasFailed = error !== undefined && !isLoading;
  const isHollow = isUsedUp && shown.orders.length === 0;
  const hasData = isFetched ? !isHollow : hasBegun && !hasFailed;
  return {
    ...shown,
    ...actions,
    has,
    orders: hasData ? shown.orders : NONE,
    state: hasData ? "ready" : hasFailed ? "error" : "loading",
    error,
    hasMore: hasData && (!isFetched || nextCursor !== undefined),
    isLoadingMore: hasData && (!isFetched || isLoading),
  };
}
