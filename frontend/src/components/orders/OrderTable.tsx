"use client";
// The windowed table: TanStack Virtual says which rows are in view, TanStack Table makes cells of just these.
import { useTable } from "@tanstack/react-table";
import type { Order } from "@order-desk/contract";
import { useEffect, type ReactNode, type RefObject } from "react";
import { features, orderColumns } from "./orderColumns";
import { OrderRow } from "./OrderRow";
import { OrderTableHead } from "./OrderTableHead";
import { useActiveRow } from "./useActiveRow";
import { useRowKeys } from "./useRowKeys";
import { useRowLayout, useRowWindow } from "./useRowWindow";
import { useScrollAnchor } from "./useScrollAnchor";

/** How near the end the next page is asked for, in rows. */
const AHEAD = 40;

type Props = {
  readonly scrollerRef: RefObject<HTMLDivElement | null>;
  readonly orders: readonly Order[];
  /** Orders in this list in all, loaded or not; undefined while unknown. */
  readonly total: number | undefined;
  readonly openId: string | undefined;
  readonly scrolledDown: boolean;
  readonly onScrolledDown: (scrolledDown: boolean) => void;
  readonly onOpen: (id: string) => void;
  readonly hrefOf: (order: Order) => string;
  readonly onNearEnd: (() => void) | undefined;
  readonly footer: ReactNode;
};

/** The rows in view, and everything that moves through them. */
function useOrderRows({ scrollerRef, orders, onOpen, hrefOf, onNearEnd }: Props) {
  const layout = useRowLayout(scrollerRef);
  const { activeId, activeIndex, setActiveId, moveTo } = useActiveRow(scrollerRef, orders);
  const virtualizer = useRowWindow({ scrollerRef, orders, layout, activeIndex });

  const items = virtualizer.getVirtualItems();
  const shown = items.flatMap(({ index }) => orders[index] ?? []);
  const tabStop = activeIndex >= 0 ? activeId : shown[0]?._id;
  const table = useTable({
    features,
    columns: orderColumns,
    data: shown,
    getRowId: (order) => order._id,
    meta: { tabStop, hrefOf },
  });

  const lastShown = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (onNearEnd && lastShown >= orders.length - AHEAD) onNearEnd();
  }, [onNearEnd, lastShown, orders.length]);

  const goTo = (index: number) => {
    const reached = moveTo(index);
    if (reached >= 0) virtualizer.scrollToIndex(reached, { align: "auto" });
  };
  const onKeyDown = useRowKeys({
    scrollerRef,
    orders,
    activeIndex,
    goTo,
    onOpen,
    rowHeight: layout.rowHeight,
  });

  return { table, items, layout, tabStop, height: virtualizer.getTotalSize(), setActiveId, onKeyDown };
}

export function OrderTable(props: Props) {
  const { scrollerRef, orders, openId, scrolledDown, onScrolledDown, onOpen } = props;
  const { table, items, layout, tabStop, height, setActiveId, onKeyDown } = useOrderRows(props);
  const rememberAnchor = useScrollAnchor(scrollerRef, orders, layout.rowHeight);

  return (
    <div
      ref={scrollerRef}
      tabIndex={-1}
      className="order-scroller relative min-h-0 flex-1 overflow-x-hidden overflow-y-auto outline-none"
      onScroll={({ currentTarget: { scrollTop } }) => {
        onScrolledDown(scrollTop > 4);
        rememberAnchor(scrollTop);
      }}
    >
      <table
        role="grid"
        aria-label="Orders"
        aria-rowcount={props.total === undefined ? -1 : props.total + 1}
        className="order-table"
        onKeyDown={onKeyDown}
      >
        <OrderTableHead headers={table.getHeaderGroups()[0]?.headers ?? []} />
        <tbody role="rowgroup" className="relative" style={{ height }}>
          {table.getRowModel().rows.map((row, index) => {
            const item = items[index];
            return (
              item && (
                <OrderRow
                  key={row.id}
                  row={row}
                  rowIndex={item.index + 2}
                  isOpen={row.id === openId}
                  isTabStop={row.id === tabStop}
                  slides={!scrolledDown}
                  style={{ height: layout.rowHeight, transform: `translateY(${item.start}px)` }}
                  onOpen={(order) => onOpen(order._id)}
                  onFocus={(order) => setActiveId(order._id)}
                />
              )
            );
          })}
        </tbody>
      </table>
      {props.footer}
    </div>
  );
}
