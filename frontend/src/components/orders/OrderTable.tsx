"use client";
// The windowed table: TanStack Virtual says which rows are in view, TanStack Table makes cells of just these.
import { useTable } from "@tanstack/react-table";
import type { Order, OrderSort } from "@order-desk/contract";
import type { ReactNode, RefObject } from "react";
import { useWindowedRows } from "../list/useWindowedRows";
import { features, orderColumns } from "./orderColumns";
import { OrderRow } from "./OrderRow";
import { OrderTableHead } from "./OrderTableHead";

type Props = {
  readonly scrollerRef: RefObject<HTMLDivElement | null>;
  readonly orders: readonly Order[];
  /** Orders in this list in all, loaded or not; undefined while unknown. */
  readonly total: number | undefined;
  readonly sort: OrderSort;
  readonly onSort: (sort: OrderSort) => void;
  readonly openId: string | undefined;
  readonly scrolledDown: boolean;
  readonly onScrolledDown: (scrolledDown: boolean) => void;
  readonly onOpen: (id: string) => void;
  readonly hrefOf: (order: Order) => string;
  readonly onNearEnd: (() => void) | undefined;
  readonly footer: ReactNode;
};

export function OrderTable(props: Props) {
  const { scrollerRef, orders, openId, scrolledDown, onScrolledDown, onOpen, hrefOf, onNearEnd } = props;
  const open = ({ _id }: Order) => onOpen(_id);
  const windowed = useWindowedRows({ scrollerRef, rows: orders, onOpen: open, onNearEnd });
  const { shown, tabStop } = windowed;
  const table = useTable({
    features,
    columns: orderColumns,
    data: shown.map(({ row }) => row),
    getRowId: (order) => order._id,
    meta: { tabStop, hrefOf },
  });
  const headers = table.getHeaderGroups()[0]?.headers ?? [];

  return (
    <div
      ref={scrollerRef}
      tabIndex={-1}
      className="order-scroller relative min-h-0 flex-1 overflow-x-hidden overflow-y-auto outline-none"
      onScroll={({ currentTarget: { scrollTop } }) => {
        onScrolledDown(scrollTop > 4);
        windowed.rememberAnchor(scrollTop);
      }}
    >
      <table
        role="grid"
        aria-label="Orders"
        aria-rowcount={props.total === undefined ? -1 : props.total + 1}
        className="order-table"
        onKeyDown={windowed.onKeyDown}
      >
        <OrderTableHead headers={headers} sort={props.sort} onSort={windowed.hasHead && props.onSort} />
        <tbody role="rowgroup" className="relative" style={{ height: windowed.height }}>
          {table.getRowModel().rows.map((row, index) => {
            const place = shown[index];
            return (
              place && (
                <OrderRow
                  key={row.id}
                  row={row}
                  rowIndex={place.index + 2}
                  isOpen={row.id === openId}
                  isTabStop={row.id === tabStop}
                  slides={!scrolledDown}
                  style={place.style}
                  onOpen={open}
                  onFocus={(order) => windowed.setActiveId(order._id)}
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
