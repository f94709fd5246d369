"use client";
import type { OrderStatus } from "@order-desk/contract";
import { useCallback, useEffect, useEffectEvent, useRef } from "react";
import { useDeskRoute } from "../../hooks/useDeskRoute";
import { useOrderCounts } from "../../hooks/useOrderCounts";
import type { useOrderList } from "../../hooks/useOrderList";
import { ListEnd } from "../ui/ListEnd";
import { orderHref } from "./links";
import { OrderTable } from "./OrderTable";
import { totalOf } from "./totalOf";
import { WaitingPill } from "./WaitingPill";

type List = ReturnType<typeof useOrderList>;

export function LoadedList({
  list,
  status,
  scrolledDown,
  onScrolledDown,
}: {
  readonly list: List;
  readonly status: OrderStatus | undefined;
  readonly scrolledDown: boolean;
  readonly onScrolledDown: (scrolledDown: boolean) => void;
}) {
  const { panel, openOrder } = useDeskRoute();
  const counts = useOrderCounts();
  const scrollerRef = useRef<HTMLDivElement>(null);
  const leave = useEffectEvent(() => onScrolledDown(false));
  // Whenever it comes back it begins at its top.
  useEffect(() => () => leave(), []);
  const hrefOf = useCallback((order: { readonly _id: string }) => orderHref(order._id, status), [status]);
  return (
    <>
      <WaitingPill
        waiting={list.waiting}
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
        total={counts && (status ? counts[status] : totalOf(counts))}
        openId={panel?.kind === "order" ? panel.id : undefined}
        scrolledDown={scrolledDown}
        onScrolledDown={onScrolledDown}
        onOpen={openOrder}
        hrefOf={hrefOf}
        onNearEnd={list.hasMore && !list.isLoadingMore && !list.error ? list.loadMore : undefined}
        footer={
          <ListEnd
            what="orders"
            className="max-sm:mb-16"
            hasMore={list.hasMore}
            isLoadingMore={list.isLoadingMore}
            error={list.error}
            onRetry={list.retry}
          />
        }
      />
    </>
  );
}
