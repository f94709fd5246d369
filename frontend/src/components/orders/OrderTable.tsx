"use client";
// The windowed table: TanStack Virtual says which rows are in view, TanStack Table makes cells of just these.
import { useTable, type Row } from "@tanstack/react-table";
import { DEFAULT_COLUMNS, type Order, type OrderSort } from "@order-desk/contract";
import {
  useCallback,
  useEffect,
  useEffectEvent,
  useMemo,
  type ComponentProps,
  type CSSProperties,
  type ReactNode,
  type RefObject,
} from "react";
import type { ListLayoutControl } from "../../hooks/useListLayout";
import { columnsWithin, tracksOf, withWidth } from "../../lib/columns";
import { useWindowedRows } from "../list/useWindowedRows";
import { features, orderColumns, type OrderFeatures } from "./orderColumns";
import { OrderRow } from "./OrderRow";
import { OrderTableHead } from "./OrderTableHead";
import { usePickKeys } from "./usePickKeys";
import type { Picking } from "./usePicking";

type Props = {
  readonly scrollerRef: RefObject<HTMLDivElement | null>;
  readonly orders: readonly Order[];
  /** Orders in this list in all, loaded or not; undefined while unknown. */
  readonly total: number | undefined;
  readonly layout: ListLayoutControl;
  readonly sort: OrderSort;
  readonly onSort: (sort: OrderSort) => void;
  readonly openId: string | undefined;
  readonly picking: Picking;
  /** Orders whose rows are on their way out. */
  readonly leaving: ReadonlySet<string>;
  /** Why an order is marked; undefined: it is not. */
  readonly agedText: (order: Order) => string | undefined;
  readonly scrolledDown: boolean;
  readonly onScrolledDown: (scrolledDown: boolean) => void;
  readonly onOpen: (id: string) => void;
  readonly hrefOf: (order: Order) => string;
  readonly onNearEnd: (() => void) | undefined;
  readonly footer: ReactNode;
};

type RowsProps = Pick<ComponentProps<typeof OrderRow>, "picking" | "slides" | "onOpen" | "onFocus"> & {
  readonly rows: readonly Row<OrderFeatures, Order>[];
  readonly shown: readonly { readonly index: number; readonly style: CSSProperties }[];
  readonly tabStop: string | undefined;
  readonly openId: string | undefined;
  readonly leaving: ReadonlySet<string>;
  readonly agedText: Props["agedText"];
};

function Rows({ rows, shown, tabStop, openId, leaving, agedText, ...common }: RowsProps) {
  return rows.map((row, index) => {
    const place = shown[index];
    return (
      place && (
        <OrderRow
          key={row.id}
          row={row}
          rowIndex={place.index + 2}
          style={place.style}
          isTabStop={row.id === tabStop}
          isOpen={row.id === openId}
          isLeaving={leaving.has(row.id)}
          aged={agedText(row.original)}
          {...common}
        />
      )
    );
  });
}

function useOrderTable({ scrollerRef, orders, layout, picking, leaving, onOpen, hrefOf, onNearEnd }: Props) {
  const open = useCallback(({ _id }: Order) => onOpen(_id), [onOpen]);
  const isCompact = layout.density === "compact";
  const windowed = useWindowedRows({ scrollerRef, rows: orders, isCompact, onOpen: open, onNearEnd });
  const { width, isNarrow, shown, tabStop, activeIndex, goTo } = windowed;
  usePickKeys({ picking, rows: orders, activeIndex, goTo });
  // The keyboard does not stay in a row that is on its way out: it goes on to the one that takes its place.
  const isLeaving = leaving.has(orders[activeIndex]?._id ?? "");
  const goOnFrom = (index: number) => {
    const stays = ({ _id }: Order) => !leaving.has(_id);
    const below = orders.findIndex((order, at) => at > index && stays(order));
    const next = below >= 0 ? below : orders.findLastIndex((order, at) => at < index && stays(order));
    if (next >= 0) goTo(next);
  };
  const goOn = useEffectEvent(() => goOnFrom(activeIndex));
  useEffect(() => {
    if (isLeaving) goOn();
  }, [isLeaving]);
  const onFocus = ({ _id }: Order) => {
    if (leaving.has(_id)) goOnFrom(orders.findIndex((order) => order._id === _id));
    else windowed.setActiveId(_id);
  };
  const columns = useMemo(
    () => (isNarrow ? DEFAULT_COLUMNS : columnsWithin(layout.columns, width)),
    [layout.columns, width, isNarrow],
  );
  const table = useTable({
    features,
    columns: useMemo(() => orderColumns(columns), [columns]),
    data: shown.map(({ row }) => row),
    getRowId: (order) => order._id,
    meta: { tabStop, hrefOf },
  });
  return { windowed, columns, table, isCompact, open, onFocus };
}

export function OrderTable(props: Props) {
  const { scrollerRef, orders, layout, openId, picking, scrolledDown, onScrolledDown } = props;
  const { windowed, columns, table, isCompact, open, onFocus } = useOrderTable(props);
  const { shown, tabStop, isNarrow } = windowed;
  const common = {
    picking,
    leaving: props.leaving,
    agedText: props.agedText,
    slides: !scrolledDown,
    onOpen: open,
    onFocus,
  };
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
        aria-multiselectable
        data-compact={isCompact || undefined}
        style={{ "--tracks": tracksOf(columns) } as CSSProperties}
        data-picking={picking.isOn || undefined}
        aria-rowcount={props.total === undefined ? -1 : props.total + 1}
        className="order-table"
        onKeyDown={windowed.onKeyDown}
      >
        <OrderTableHead
          headers={headers}
          rows={orders}
          picking={picking}
          sort={props.sort}
          columns={columns}
          onResize={(column, to) => layout.change({ columns: withWidth(layout.columns, column, to) })}
          onSort={!isNarrow && props.onSort}
        />
        <tbody role="rowgroup" className="relative" style={{ height: windowed.height }}>
          <Rows rows={table.getRowModel().rows} shown={shown} tabStop={tabStop} openId={openId} {...common} />
        </tbody>
      </table>
      {props.footer}
    </div>
  );
}
