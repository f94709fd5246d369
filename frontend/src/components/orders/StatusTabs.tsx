"use client";
import { ORDER_STATUSES, type OrderCounts, type OrderStatus } from "@order-desk/contract";
import { useDeskRoute } from "../../hooks/useDeskRoute";
import { useOrderCounts } from "../../hooks/useOrderCounts";
import { formatCount } from "../../lib/format";
import { TabBar, TabLink } from "../ui/TabLink";
import { listHref } from "./links";
import { STATUS_LOOK } from "./statusLook";
import { totalOf } from "./totalOf";

const TABS: readonly (OrderStatus | undefined)[] = [undefined, ...ORDER_STATUSES];

const countText = (counts: OrderCounts | undefined, status: OrderStatus | undefined) =>
  counts ? formatCount(status ? counts[status] : totalOf(counts)) : "";

/** `ready`: no reason to wait for the numbers any more. */
export function StatusTabs({ ready }: { readonly ready: boolean }) {
  const { status: current, showStatus } = useDeskRoute();
  const counts = useOrderCounts();
  return (
    <TabBar label="Orders by status" ready={ready || counts !== undefined}>
      {TABS.map((status) => (
        <TabLink
          key={status ?? "all"}
          label={status ? STATUS_LOOK[status].label : "All"}
          count={countText(counts, status)}
          href={listHref(status)}
          isCurrent={status === current}
          onShow={() => showStatus(status)}
        />
      ))}
    </TabBar>
  );
}
