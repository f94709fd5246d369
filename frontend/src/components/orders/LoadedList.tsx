"use client";
import { isAged, type AgeRule, type Order, type OrderQuery } from "@order-desk/contract";
import { useCallback, useEffect, useEffectEvent, useLayoutEffect, useMemo, useRef } from "react";
import { useDeskRoute } from "../../hooks/useDeskRoute";
import { useListCount, useWatchedCount } from "../../hooks/useListCount";
import { useListLayout } from "../../hooks/useListLayout";
import { useOrderCounts } from "../../hooks/useOrderCounts";
import type { useOrderList } from "../../hooks/useOrderList";
import { ageText } from "../../lib/ageText";
import { isNarrowed, viewKeyOf } from "../../lib/listView";
import { hasPicked } from "../../lib/picked";
import { BulkBar } from "../bulk/BulkBar";
import { layoutOf } from "../views/layoutOf";
import { useNow } from "../ui/useNow";
import { useReturnFocus } from "../ui/useReturnFocus";
import { ListEnd } from "../ui/ListEnd";
import { orderHref } from "./links";
import { OrderTable } from "./OrderTable";
import { tabOfList } from "./placeInList";
import { isCountedAlone, totalIn } from "./totalIn";
import { usePicking, type PickState } from "./usePicking";
import { WaitingPill } from "./WaitingPill";

type List = ReturnType<typeof useOrderList>;

/** Of what is searched or filtered for the tabs have the number already. */
function useTotal(list: List, query: OrderQuery) {
  const ofAll = useOrderCounts();
  const ofTabs = useWatchedCount("tabs");
  const ofList = useListCount("list", isCountedAlone(query, ofTabs) ? query : undefined);
  return totalIn(list, query, ofAll, { ofTabs, ofList });
}

/** It turns by itself as time passes. */
function useAgedText(rule: AgeRule | null) {
  const now = useNow("slow");
  return useCallback(
    (order: Order) => (rule && isAged(order, rule, now) ? ageText(rule) : undefined),
    [rule, now],
  );
}

/** What is searched or sorted anew is read from its top. The table stays: its heading has the focus. */
function useTopOf(query: OrderQuery) {
  const scrollerRef = useRef<HTMLDivElement>(null);
  const shown = viewKeyOf(query);
  useLayoutEffect(() => {
    if (scrollerRef.current) scrollerRef.current.scrollTop = 0;
  }, [shown]);
  return scrollerRef;
}

/** Rows that only keep their place cannot be selected. */
function useListPicking({ orders, leaving, has }: List, pickState: PickState) {
  const there = useMemo(
    () => (leaving.size === 0 ? orders : orders.filter(({ _id }) => has(_id))),
    [orders, leaving, has],
  );
  return usePicking(there, has, pickState);
}

type Props = {
  readonly list: List;
  readonly query: OrderQuery;
  readonly pickState: PickState;
  readonly scrolledDown: boolean;
  readonly onScrolledDown: (scrolledDown: boolean) => void;
};

export function LoadedList({ list, query, pickState, scrolledDown, onScrolledDown }: Props) {
  const { panel, view, shownView, openOrder, setSort } = useDeskRoute();
  const scrollerRef = useTopOf(query);
  const layout = useListLayout(layoutOf(shownView));
  const agedText = useAgedText(shownView?.age ?? null);
  const picking = useListPicking(list, pickState);
  const total = useTotal(list, query);
  const leave = useEffectEvent(() => onScrolledDown(false));
  // Whenever it comes back it begins at its top.
  useEffect(() => () => leave(), []);
  // When the last row goes, the focus does not go with it.
  useReturnFocus(tabOfList);
  const hrefOf = useCallback(
    (order: { readonly _id: string }) => orderHref(order._id, query, view),
    [query, view],
  );
  return (
    <>
      <WaitingPill
        waiting={list.waiting}
        changed={list.moved + list.left}
        onShow={() => {
          list.showWaiting();
          scrollerRef.current?.scrollTo({ top: 0 });
          // The pill goes away under the focus.
          scrollerRef.current?.focus();
        }}
      />
      <OrderTable
        scrollerRef={scrollerRef}
        orders={list.orders}
        total={total?.isAtLeast ? undefined : total?.count}
        layout={layout}
        sort={query.sort}
        onSort={setSort}
        picking={picking}
        leaving={list.leaving}
        agedText={agedText}
        openId={panel?.kind === "order" ? panel.id : undefined}
        scrolledDown={scrolledDown}
        onScrolledDown={onScrolledDown}
        onScrolling={list.scrolling}
        onOpen={openOrder}
        hrefOf={hrefOf}
        onNearEnd={list.hasMore && !list.isLoadingMore && !list.error ? list.loadMore : undefined}
        footer={
          <ListEnd
            what="orders"
            isNarrowed={isNarrowed(query)}
            className={picking.isOn ? "mb-20" : "max-sm:mb-16"}
            hasMore={list.hasMore}
            isLoadingMore={list.isLoadingMore}
            error={list.error}
            onRetry={list.retry}
          />
        }
      />
      {hasPicked(picking.picked) && <BulkBar picking={picking} query={query} total={total} />}
    </>
  );
}
