"use client";
// The windowed table: TanStack Virtual says which rows are in view, TanStack Table makes cells of just these.
import { FlexRender, useTable } from "@tanstack/react-table";
import type { Order } from "@order-desk/contract";
import { useEffect, useMemo, type ReactNode, type RefObject } from "react";
import { cx } from "../ui/cx";
import { features, orderColumns } from "./orderColumns";
import { OrderRow } from "./OrderRow";
import { useActiveRow } from "./useActiveRow";
import { useRowKeys } from "./useRowKeys";
import { useRowLayout, useRowWindow } from "./useRowWindow";
import { useScrollAnchor } from "./useScrollAnchor";

/** How near the end the next page is asked for, in rows. */
const AHEAD = 40;

type Props = {
  readonly scroller: RefObject<HTMLDivElement | null>;
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

export function OrderTable(props: Props) {
  const { scroller, orders, openId, scrolledDown, onScrolledDown, onOpen, hrefOf, onNearEnd } = props;
  const layout = useRowLayout(scroller);
  const { activeId, activeIndex, setActiveId, moveTo } = useActiveRow(scroller, orders);
  const virtualizer = useRowWindow({ scroller, orders, layout, activeIndex });
  const rememberAnchor = useScrollAnchor(scroller, orders, layout.rowHeight);

  const items = virtualizer.getVirtualItems();
  const shown = items.flatMap((item) => orders[item.index] ?? []);
  const tabStop = activeIndex >= 0 ? activeId : shown[0]?._id;
  const table = useTable({
    features,
    columns: orderColumns,
    data: shown,
    getRowId: (order) => order._id,
    meta: { tabStop, hrefOf },
  });
  const rows = table.getRowModel().rows;

  const lastShown = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (onNearEnd && lastShown >= orders.length - AHEAD) onNearEnd();
  }, [onNearEnd, lastShown, orders.length]);

  const goTo = (index: number) => {
    const reached = moveTo(index);
    if (reached >= 0) virtualizer.scrollToIndex(reached, { align: "auto" });
  };
  const onKeyDown = useRowKeys({ scroller, orders, activeIndex, goTo, onOpen, rowHeight: layout.rowHeight });
  const head = useMemo(() => table.getHeaderGroups()[0]?.headers ?? [], [table]);

  return (
    <div
      ref={scroller}
      className="order-scroller relative min-h-0 flex-1 overflow-x-hidden overflow-y-auto outline-none"
      onScroll={(event) => {
        onScrolledDown(event.currentTarget.scrollTop > 4);
        rememberAnchor();
      }}
    >
      <table
        role="grid"
        aria-label="Orders"
        aria-rowcount={props.total === undefined ? -1 : props.total + 1}
        className="order-table"
        onKeyDown={onKeyDown}
      >
        <thead role="rowgroup" className="sticky top-0 z-20 bg-surface">
          <tr role="row" aria-rowindex={1} className="h-9">
            {head.map((header) => (
              <th
                key={header.id}
                role="columnheader"
                scope="col"
                data-area={header.column.columnDef.meta?.area}
                className="text-[13px] font-medium text-muted"
              >
                <FlexRender header={header} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup" className="relative" style={{ height: virtualizer.getTotalSize() }}>
          {rows.map((row, index) => {
            const item = items[index];
            return (
              item && (
                <OrderRow
                  key={row.id}
                  row={row}
                  rowIndex={item.index + 2}
                  isOpen={row.id === openId}
                  isTabStop={row.id === tabStop}
                  style={{ height: layout.rowHeight, transform: `translateY(${item.start}px)` }}
                  className={!scrolledDown && "enter-row transition-transform duration-150"}
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
