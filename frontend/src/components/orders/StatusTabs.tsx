"use client";
import { ORDER_STATUSES, type ListCount, type OrderCounts, type OrderStatus } from "@order-desk/contract";
import { memo, useState, type ReactNode } from "react";
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

/** What each tab says; undefined while that is not known. */
function textsOf(counts: OrderCounts | undefined, found: ListCount | undefined, isFound: boolean) {
  if (isFound ? !found : !counts) return undefined;
  return TABS.map((status) => (isFound ? foundOf(found, status) : countText(counts, status)));
}

/** While other numbers are still to come, those that there were. */
function useLastTexts(texts: readonly string[] | undefined) {
  const [last, setLast] = useState(texts);
  if (texts && texts.join("|") !== last?.join("|")) setLast(texts);
  return { texts: texts ?? last, isOld: texts === undefined };
}

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
  const { texts, isOld } = useLastTexts(textsOf(ofAll, found, narrowed !== undefined));
  return (
    <TabBar label="Orders by status" ready={ready || ofAll !== undefined}>
      {TABS.map((status, index) => (
        <TabLink
          key={status ?? "all"}
          label={status ? STATUS_LOOK[status].label : "All"}
          count={texts?.[index] ?? ""}
          isOld={isOld}
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
