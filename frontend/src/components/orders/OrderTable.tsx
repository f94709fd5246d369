"use client";
// The windowed table: TanStack Virtual says which rows are in view, and only these are drawn.
import {
  DEFAULT_COLUMNS,
  ORDER_TRANSITIONS,
  type Order,
  type OrderColumn,
  type OrderSort,
} from "@order-desk/contract";
import {
  useEffect,
  useEffectEvent,
  useMemo,
  useRef,
  type ComponentProps,
  type CSSProperties,
  type ReactNode,
  type RefObject,
} from "react";
import type { ListLayoutControl } from "../../hooks/useListLayout";
import { columnsWithin, tracksOf, withWidth } from "../../lib/columns";
import { useSlides } from "../list/useSlides";
import { useWindowedRows } from "../list/useWindowedRows";
import { useEvent } from "../ui/useEvent";
import { OrderRow } from "./OrderRow";
import { OrderTableHead } from "./OrderTableHead";
import { useStatusControl } from "./StatusControl";
import { usePickKeys } from "./usePickKeys";
import type { Picking } from "./usePicking";

type Props = {
  readonly scrollerRef: RefObject<HTMLDivElement | null>;
  readonly orders: readonly Order[];
  /** Orders in this list in all, loaded or not; undefined while nobody knows just how many. */
  readonly total: number | undefined;
  readonly layout: ListLayoutControl;
  readonly sort: OrderSort;
  readonly onSort: (sort: OrderSort) => void;
  readonly openId: string | undefined;
  readonly picking: Picking;
  /** Orders that do not match any more: their rows only keep their place. */
  readonly leaving: ReadonlySet<string>;
  /** Why an order is marked; undefined: it is not. */
  readonly agedText: (order: Order) => string | undefined;
  readonly scrolledDown: boolean;
  readonly onScrolledDown: (scrolledDown: boolean) => void;
  readonly onScrolling: () => void;
  readonly onOpen: (id: string) => void;
  readonly hrefOf: (order: Order) => string;
  readonly onNearEnd: (() => void) | undefined;
  readonly footer: ReactNode;
};

function isReadAt(row: Element | null | undefined, scroller: Element | null): boolean {
  if (!row || !scroller?.contains(row)) return false;
  const [inner, outer] = [row.getBoundingClientRect(), scroller.getBoundingClientRect()];
  return inner.bottom > outer.top && inner.top < outer.bottom;
}

function useOrderTable({ scrollerRef, orders, layout, picking, leaving, onOpen, onNearEnd }: Props) {
  const open = useEvent(({ _id }: Order) => onOpen(_id));
  const isCompact = layout.density === "compact";
  const { busy, open: openMenu } = useStatusControl();
  const onStatus = (order: Order, anchor: HTMLElement) => {
    if (!busy.has(order._id) && ORDER_TRANSITIONS[order.status].length > 0) openMenu(order, anchor);
  };
  const options = { scrollerRef, rows: orders, isCompact, onOpen: open, onStatus, onNearEnd };
  const windowed = useWindowedRows(options);
  const { width, isNarrow, activeIndex, goTo } = windowed;
  usePickKeys({ picking, rows: orders, activeIndex, goTo });
  // The keyboard does not stay in a row that is on its way out: it goes on to the one that takes its place.
  const isLeaving = leaving.has(orders[activeIndex]?._id ?? "");
  // The list does not move for that: where none is in view it stays.
  const goOnFrom = (index: number, isUpwards = false): boolean => {
    const stays = ({ _id }: Order) => !leaving.has(_id);
    const below = orders.findIndex((order, at) => at > index && stays(order));
    const above = orders.findLastIndex((order, at) => at < index && stays(order));
    const [wanted, other] = isUpwards ? [above, below] : [below, above];
    const next = wanted >= 0 ? wanted : other;
    const row = scrollerRef.current?.querySelector(`tr[data-order-id="${orders[next]?._id}"]`);
    const isSeen = isReadAt(row, scrollerRef.current);
    if (isSeen) goTo(next);
    return isSeen;
  };
  // Who works elsewhere is not called away.
  const goOn = useEffectEvent(() => {
    if (isReadAt(document.activeElement?.closest("tr"), scrollerRef.current)) goOnFrom(activeIndex);
  });
  useEffect(() => {
    if (isLeaving) goOn();
  }, [isLeaving]);
  const focus = useEvent(({ _id }: Order) => {
    const index = orders.findIndex((order) => order._id === _id);
    const hasGoneOn = leaving.has(_id) && goOnFrom(index, index < activeIndex);
    if (!hasGoneOn) windowed.setActiveId(_id);
  });
  const [toggle, rangeTo] = [useEvent(picking.toggle), useEvent(picking.rangeTo)];
  const actions = useMemo(() => ({ open, focus, toggle, rangeTo }), [open, focus, toggle, rangeTo]);
  const columns = useMemo(
    () => (isNarrow ? DEFAULT_COLUMNS : columnsWithin(layout.columns, width)),
    [layout.columns, width, isNarrow],
  );
  return { windowed, columns, isCompact, actions };
}

type RowsProps = Pick<Props, "openId" | "picking" | "leaving" | "agedText" | "hrefOf"> &
  Pick<ComponentProps<typeof OrderRow>, "columns" | "height" | "actions"> & {
    readonly shown: readonly { readonly row: Order; readonly index: number; readonly top: number }[];
    readonly tabStop: string | undefined;
  };

function Rows(props: RowsProps) {
  const { shown, tabStop, openId, picking, leaving, agedText, hrefOf, columns, height, actions } = props;
  const same = { hrefOf, columns, height, actions };
  return shown.map(({ row: order, index, top }) => (
    <OrderRow
      key={order._id}
      order={order}
      rowIndex={index + 2}
      top={top}
      isTabStop={order._id === tabStop}
      isOpen={order._id === openId}
      isPicked={picking.has(order._id)}
      isLeaving={leaving.has(order._id)}
      aged={agedText(order)}
      {...same}
    />
  ));
}

export function OrderTable(props: Props) {
  const { scrollerRef, orders, layout, picking, scrolledDown, onScrolledDown } = props;
  const { windowed, columns, isCompact, actions } = useOrderTable(props);
  const { shown, tabStop, rowHeight, isNarrow } = windowed;
  const resize = useEvent((column: OrderColumn, to: number | undefined) =>
    layout.change({ columns: withWidth(layout.columns, column, to) }),
  );
  const bodyRef = useRef<HTMLTableSectionElement>(null);
  useSlides(bodyRef, orders, !scrolledDown);

  return (
    <div
      ref={scrollerRef}
      tabIndex={-1}
      className="order-scroller relative min-h-0 flex-1 overflow-x-hidden overflow-y-auto outline-none"
      onScroll={({ currentTarget: { scrollTop } }) => {
        props.onScrolling();
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
          picking={picking}
          sort={props.sort}
          columns={columns}
          onResize={resize}
          onSort={!isNarrow && props.onSort}
        />
        <tbody ref={bodyRef} role="rowgroup" className="relative" style={{ height: windowed.height }}>
          <Rows
            {...props}
            shown={shown}
            tabStop={tabStop}
            height={rowHeight}
            columns={columns}
            actions={actions}
          />
        </tbody>
      </table>
      {props.footer}
    </div>
  );
}
