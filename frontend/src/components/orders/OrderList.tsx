"use client";
// One list: what is shown while it loads, fails, is empty, or has orders.
import type { OrderStatus } from "@order-desk/contract";
import { PackageSearch, ServerOff } from "lucide-react";
import { useState } from "react";
import { useDeskRoute } from "../../hooks/useDeskRoute";
import { useFeedStatus } from "../../hooks/useFeedStatus";
import { useOrderList } from "../../hooks/useOrderList";
import { useSettings } from "../../hooks/useSettings";
import { isAway } from "../../lib/feedStatus";
import { Button } from "../ui/Button";
import { EmptyDesk } from "./EmptyDesk";
import { LazyLoadedList } from "./lazyList";
import { ListMessage } from "./ListMessage";
import { NewOrderFab } from "./NewOrderFab";
import { SkeletonRows } from "./SkeletonRows";
import { StaleBanner } from "./StaleBanner";
import { useStatusControl } from "./StatusControl";
import { STATUS_LOOK } from "./statusLook";
import { StatusTabs } from "./StatusTabs";
import { useSampleOrders } from "./useSampleOrders";

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
  const { apiUrl } = useSettings();
  const { status } = useFeedStatus();
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
        {isAway(status) ? `The server at ${apiUrl} does not answer. It is asked again by itself.` : error}
      </p>
    </ListMessage>
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
          <LazyLoadedList
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
