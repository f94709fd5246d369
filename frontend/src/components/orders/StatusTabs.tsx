"use client";
import { ORDER_STATUSES, type ListCount, type OrderCounts, type OrderStatus } from "@order-desk/contract";
import { memo, type ReactNode } from "react";
import { useDeskRoute } from "../../hooks/useDeskRoute";
import { useListCount } from "../../hooks/useListCount";
import { useOrderCounts } from "../../hooks/useOrderCounts";
import { formatCount, formatListCount } from "../../lib/format";
import { isNarrowed, onlyStatusOf } from "../../lib/listView";
import { TabBar, TabLink } from "../ui/TabLink";
import { listHref } from "./links";
import { STATUS_LOOK } from "./statusLook";
import { totalOf } from "./totalOf";

const TABS: readonly (OrderStatus | undefined)[] = [undefined, ...ORDER_STATUSES];

const countText = (counts: OrderCounts | undefined, status: OrderStatus | undefined) =>
  counts ? formatCount(status ? counts[status] : totalOf(counts)) : "";

function foundOf(found: ListCount | undefined, status: OrderStatus | undefined): string {
  const count = status ? found?.by_status[status] : found?.total;
  return count === undefined ? "" : formatListCount(count);
}

const foundText = (found: ListCount | undefined, status: OrderStatus | undefined) => foundOf(found, status);

type Props = {
  /** No reason to wait for the numbers any more. */
  readonly ready: boolean;
  readonly tools: ReactNode;
};

export const StatusTabs = memo(function StatusTabs({ ready, tools }: Props) {
  const { query, showStatus } = useDeskRoute();
  const ofAll = useOrderCounts();
  const narrowed = isNarrowed(query) ? { ...query, status: undefined } : undefined;
  const found = useListCount("tabs", narrowed, { byStatus: true });
  const textOf = (status: OrderStatus | undefined) =>
    narrowed ? foundText(found, status) : countText(ofAll, status);
  return (
    <TabBar label="Orders by status" ready={ready || ofAll !== undefined}>
      {TABS.map((status) => (
        <TabLink
          key={status ?? "all"}
          label={status ? STATUS_LOOK[status].label : "All"}
          count={textOf(status)}
          href={listHref({ ...query, status: status && [status] })}
          isCurrent={status ? onlyStatusOf(query) === status : query.status === undefined}
          onShow={() => showStatus(status)}
        />
      ))}
      <span className="flex shrink-0 items-center gap-0.5 bg-surface max-lg:order-first max-lg:-ml-2.5 lg:sticky lg:right-0 lg:ml-auto lg:pl-2">
        {tools}
      </span>
    </TabBar>
  );
});
