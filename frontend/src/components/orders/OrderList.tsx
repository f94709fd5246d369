"use client";
// One list: what is shown while it loads, fails, is empty, or has orders.
import type { OrderStatus } from "@order-desk/contract";
import { PackageSearch, ServerOff } from "lucide-react";
import { useCallback, useRef, useState } from "react";
import { useDeskRoute } from "../../hooks/useDeskRoute";
import { useOrderCounts } from "../../hooks/useOrderCounts";
import { useOrderList } from "../../hooks/useOrderList";
import { Button } from "../ui/Button";
import { EmptyDesk } from "./EmptyDesk";
import { orderHref } from "./links";
import { ListEnd } from "./ListEnd";
import { ListMessage } from "./ListMessage";
import { NewOrderFab } from "./NewOrderFab";
import { OrderTable } from "./OrderTable";
import { SkeletonRows } from "./SkeletonRows";
import { StaleBanner } from "./StaleBanner";
import { useStatusControl } from "./StatusControl";
import { STATUS_LOOK } from "./statusLook";
import { StatusTabs } from "./StatusTabs";
import { totalOf } from "./totalOf";
import { useSampleOrders } from "./useSampleOrders";
import { WaitingPill } from "./WaitingPill";

function NoneInStatus({ status }: { readonly status: OrderStatus }) {
  const { showStatus } = useDeskRoute();
  return (
    <ListMessage
      icon={PackageSearch}
      title={`No ${STATUS_LOOK[status].label.toLowerCase()} orders`}
      actions={<Button onClick={() => showStatus()}>Show all orders</Button>}
    >
      <p className="mt-1.5 text-muted">They appear here the moment there are some.</p>
    </ListMessage>
  );
}

function Unreachable({
  error,
  onRetry,
}: {
  readonly error: string | undefined;
  readonly onRetry: () => void;
}) {
  return (
    <ListMessage
      icon={ServerOff}
      title="The orders could not be loaded"
      actions={
        <Button tone="primary" onClick={onRetry}>
          Retry
        </Button>
      }
    >
      <p role="alert" className="mt-1.5 max-w-[46ch] text-muted">
        {error}
      </p>
    </ListMessage>
  );
}

type List = ReturnType<typeof useOrderList>;

function LoadedList({
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
  const scroller = useRef<HTMLDivElement>(null);
  const hrefOf = useCallback((order: { readonly _id: string }) => orderHref(order._id, status), [status]);
  return (
    <>
      <WaitingPill
        waiting={list.waiting}
        onShow={() => {
          list.showWaiting();
          scroller.current?.scrollTo({ top: 0 });
        }}
      />
      <OrderTable
        scroller={scroller}
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

export function OrderList({ status }: { readonly status: OrderStatus | undefined }) {
  const tab = status ?? "all";
  // Kept by tab: another one starts at its top.
  const [scrolledTab, setScrolledTab] = useState<string>();
  const scrolledDown = scrolledTab === tab;
  const { openFor } = useStatusControl();
  // Nothing slides in under a menu that hangs from a row.
  const list = useOrderList({ ...(status && { status }), hold: scrolledDown || openFor !== undefined });
  const samples = useSampleOrders();
  const isEmpty = list.state === "ready" && list.orders.length === 0 && list.waiting === 0;
  const showsEmptyDesk = !status && (samples.isAdding || (isEmpty && !list.hasMore));

  return (
    <>
      {!showsEmptyDesk && <StatusTabs ready={list.state !== "loading"} />}
      <div className="relative flex min-h-0 flex-1 flex-col">
        {list.state === "loading" && <SkeletonRows />}
        {list.state === "error" && <Unreachable error={list.error} onRetry={list.retry} />}
        {showsEmptyDesk && <EmptyDesk samples={samples} />}
        {status && isEmpty && <NoneInStatus status={status} />}
        {list.state === "ready" && !isEmpty && !showsEmptyDesk && (
          <LoadedList
            key={tab}
            list={list}
            status={status}
            scrolledDown={scrolledDown}
            onScrolledDown={(isDown) => setScrolledTab(isDown ? tab : undefined)}
          />
        )}
        {!showsEmptyDesk && <NewOrderFab />}
      </div>
      {list.state === "ready" && <StaleBanner error={list.error} onRetry={list.retry} />}
    </>
  );
}
