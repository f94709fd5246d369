"use client";
import { ORDER_STATUSES, type OrderCounts, type OrderStatus } from "@order-desk/contract";
import { useEffect, useRef } from "react";
import { useDeskRoute } from "../../hooks/useDeskRoute";
import { useOrderCounts } from "../../hooks/useOrderCounts";
import { formatCount } from "../../lib/format";
import { cx } from "../ui/cx";
import { listHref, onPlainClick } from "./links";
import { STATUS_LOOK } from "./statusLook";
import { totalOf } from "./totalOf";

const TABS: readonly (OrderStatus | undefined)[] = [undefined, ...ORDER_STATUSES];

type TabProps = {
  readonly status: OrderStatus | undefined;
  readonly isCurrent: boolean;
  readonly count: number | undefined;
  readonly onShow: () => void;
};

function Tab({ status, isCurrent, count, onShow }: TabProps) {
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (isCurrent) link.current?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [isCurrent]);
  return (
    <a
      ref={link}
      href={listHref(status)}
      aria-current={isCurrent ? "page" : undefined}
      onClick={onPlainClick(onShow)}
      className="group flex h-11 shrink-0 scroll-mx-4 items-center whitespace-nowrap focus-visible:-outline-offset-2 max-lg:rounded-full lg:mx-0.5"
    >
      <span
        className={cx(
          "inline-flex h-9 items-center gap-2 rounded-full border px-3.5 font-medium lg:h-11 lg:rounded-none lg:border-0 lg:border-b-2 lg:px-1",
          isCurrent
            ? "border-text bg-text text-surface lg:bg-transparent lg:text-text"
            : "border-line text-muted group-hover:text-text lg:border-transparent",
        )}
      >
        {status ? STATUS_LOOK[status].label : "All"}
        <span
          className={cx(
            "text-[13px] font-normal tabular-nums lg:min-w-[1.2em]",
            isCurrent ? "lg:text-muted" : "text-faint",
          )}
        >
          {count === undefined ? "" : formatCount(count)}
        </span>
      </span>
    </a>
  );
}

const countOf = (counts: OrderCounts | undefined, status: OrderStatus | undefined) =>
  counts && (status ? counts[status] : totalOf(counts));

/** `ready`: the tabs come in with their numbers, in one piece, so that none is pushed aside by its neighbour's. */
export function StatusTabs({ ready }: { readonly ready: boolean }) {
  const { status: current, showStatus } = useDeskRoute();
  const counts = useOrderCounts();
  return (
    <nav
      aria-label="Orders by status"
      className={cx(
        "flex shrink-0 [scrollbar-width:none] items-center gap-2 overflow-x-auto border-b border-line px-4 pb-1.5 lg:gap-2.5 lg:px-5 lg:pb-0",
        !ready && counts === undefined && "invisible",
      )}
    >
      {TABS.map((status) => (
        <Tab
          key={status ?? "all"}
          status={status}
          isCurrent={status === current}
          count={countOf(counts, status)}
          onShow={() => showStatus(status)}
        />
      ))}
    </nav>
  );
}
