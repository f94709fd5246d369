"use client";
import type { Order, OrderStatus } from "@order-desk/contract";
import { useEffect, useMemo, useState } from "react";
import { viewKeyOf } from "../lib/listView";
import { selectOrders } from "../lib/selectOrders";
import { useDesk, useStore } from "./useDesk";

export type OrderListOptions = {
  readonly status?: OrderStatus | undefined;
  /** Somebody is reading further down: what is new waits. */
  readonly hold: boolean;
};

export type OrderListResult = {
  readonly orders: readonly Order[];
  /** How many orders newer than the newest shown are held back. */
  readonly waiting: number;
  readonly showWaiting: () => void;
  /** "error" only while there is nothing to show; else `error` says what is wrong with what is shown. */
  readonly state: "loading" | "ready" | "error";
  readonly error?: string | undefined;
  readonly retry: () => void;
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  readonly loadMore: () => void;
};

const NONE: readonly Order[] = [];

/** The newest order that is shown while new ones wait, and in which list that is. */
type Anchor = { readonly list: string; readonly id: string };

function useHeldBack(orders: readonly Order[], list: string, hold: boolean) {
  const [kept, setKept] = useState<Anchor>();
  const newest = orders[0]?._id;
  const before = kept?.list === list ? kept.id : undefined;
  const anchor = hold ? (before ?? newest) : undefined;
  if (anchor !== before || (kept && kept.list !== list)) setKept(anchor ? { list, id: anchor } : undefined);

  return useMemo(() => {
    const first = anchor === undefined ? 0 : orders.findIndex(({ _id }) => _id <= anchor);
    // All that was shown is gone: what is there is new.
    const waiting = first === -1 ? orders.length : first;
    return {
      orders: waiting === 0 ? orders : orders.slice(waiting),
      waiting,
      showWaiting: () => setKept(newest === undefined ? undefined : { list, id: newest }),
    };
  }, [orders, anchor, list, newest]);
}

export function useOrderList({ status, hold }: OrderListOptions): OrderListResult {
  const { loader } = useDesk();
  const list = viewKeyOf(status);
  useEffect(() => loader.showList(list), [loader, list]);

  const held = useStore((store) => store.orders());
  const view = useStore((store) => store.view(list));
  const { downTo, error, isLoading, nextCursor } = view;
  const orders = useMemo(
    () => (downTo === undefined ? NONE : selectOrders(held, { status, downTo })),
    [held, status, downTo],
  );
  const shown = useHeldBack(orders, list, hold);
  // All that was loaded has gone elsewhere, but there is more below.
  const isHollow = orders.length === 0 && nextCursor !== undefined;
  const hasData = downTo !== undefined && !isHollow;
  useEffect(() => {
    if (isHollow && !isLoading && error === undefined) loader.loadMore(list);
  }, [isHollow, isLoading, error, loader, list]);

  const actions = useMemo(
    () => ({ retry: () => loader.retry(list), loadMore: () => loader.loadMore(list) }),
    [loader, list],
  );
  return {
    ...shown,
    ...actions,
    state: hasData ? "ready" : error !== undefined && !isLoading ? "error" : "loading",
    error,
    hasMore: hasData && nextCursor !== undefined,
    isLoadingMore: hasData && isLoading,
  };
}
