import type { ColumnLayout, Order } from "@order-desk/contract";
import { memo, useSyncExternalStore, type MouseEvent } from "react";
import { useStore } from "../../hooks/useDesk";
import { cx } from "../ui/cx";
import { Checkbox } from "../ui/Checkbox";
import { canUndo, onUndoChange, undoLast } from "../ui/notify";
import { onPlainClick } from "../ui/onPlainClick";
import { ORDER_COLUMNS, type CellProps } from "./orderColumns";
import { RowGlow } from "./RowGlow";
import type { Picking } from "./usePicking";

/** The same ones as long as the list is on the screen. */
export type RowActions = Pick<Picking, "toggle" | "rangeTo"> & {
  readonly open: (order: Order) => void;
  readonly focus: (order: Order) => void;
};

type CellsProps = CellProps & {
  readonly columns: ColumnLayout;
  readonly isPicked: boolean;
  /** It does not match any more, or was deleted, and only keeps its place. */
  readonly isLeaving: boolean;
  /** Why it is marked, as in "came more than 2 h ago"; undefined: it is not. */
  readonly aged: string | undefined;
  readonly actions: RowActions;
};

type Props = CellsProps & {
  /** Position among all rows, the heading being the first. */
  readonly rowIndex: number;
  /** In pixels, as is its height. */
  readonly top: number;
  readonly height: number;
  readonly isOpen: boolean;
};

const isOnUndo = ({ target }: { readonly target: Element }) =>
  target.closest('[data-area="leaving"]') !== null;
const isOnLink = ({ target }: MouseEvent) => target instanceof Element && target.closest("a") !== null;

/** Shift draws a range and Ctrl/⌘ adds one row, as in any list; on the link they mean what they mean to the browser. */
function clickOf(order: Order, actions: RowActions) {
  const open = onPlainClick(() => actions.open(order));
  return (event: MouseEvent) => {
    if (event.shiftKey && !isOnLink(event)) actions.rangeTo(order._id);
    else if ((event.ctrlKey || event.metaKey) && !isOnLink(event)) actions.toggle(order._id);
    else open(event);
  };
}

type PickCellProps = Pick<CellsProps, "order" | "isPicked" | "isTabStop" | "actions">;

function PickCell({ order, isPicked, isTabStop, actions }: PickCellProps) {
  const { _id, order_number: number } = order;
  return (
    <td role="gridcell" data-area="pick">
      {/* The whole corner of the row is its box. */}
      <label className="pick" onClick={(event) => event.stopPropagation()}>
        <Checkbox
          label={`Select order ${number}`}
          tabIndex={isTabStop ? 0 : -1}
          checked={isPicked}
          onChange={({ nativeEvent }) =>
            "shiftKey" in nativeEvent && nativeEvent.shiftKey ? actions.rangeTo(_id) : actions.toggle(_id)
          }
        />
      </label>
    </td>
  );
}

function AgeMark({ text }: { readonly text: string }) {
  return (
    <span title={text} className="absolute inset-y-0 left-0 w-[3px] bg-status-wait">
      <span className="sr-only">{text}: </span>
    </span>
  );
}

type LeavingButtonProps = { readonly label: string; readonly onPress: () => void };

function LeavingButton({ label, onPress }: LeavingButtonProps) {
  return (
    <button
      type="button"
      className="inline-flex h-11 min-w-11 items-center justify-center font-medium text-accent-text hover:underline lg:h-7 lg:min-w-0"
      onClick={(event) => {
        event.stopPropagation();
        onPress();
      }}
    >
      {label}
    </button>
  );
}

function LeavingCell({ order, actions }: Pick<CellsProps, "order" | "actions">) {
  const isUndoable = useSyncExternalStore(
    onUndoChange,
    () => canUndo(order._id),
    () => false,
  );
  const isThere = useStore((store) => store.orders().orders.has(order._id));
  return (
    <td role="gridcell" data-area="leaving">
      {isThere ? "No longer matches" : "Deleted"}
      {isThere && <LeavingButton label="Show" onPress={() => actions.open(order)} />}
      {isUndoable && <LeavingButton label="Undo" onPress={() => undoLast(order._id)} />}
    </td>
  );
}

/** Drawn again when the order changes, not when other rows come and go above it. */
const Cells = memo(function Cells({ columns, isPicked, isLeaving, aged, actions, ...props }: CellsProps) {
  const { order, isTabStop } = props;
  return (
    <>
      <PickCell order={order} isPicked={isPicked} isTabStop={isTabStop} actions={actions} />
      {columns.map(({ column }, index) => {
        const { area, cell } = ORDER_COLUMNS[column];
        return (
          <td
            key={column}
            role="gridcell"
            data-area={area}
            data-one={(area === "quantity" && order.quantity === 1) || undefined}
          >
            {/* Of the whole row: in whatever cell is drawn first. */}
            {index === 0 && <span aria-hidden className="row-hover" />}
            {index === 0 && <RowGlow id={order._id} />}
            {index === 0 && aged !== undefined && <AgeMark text={aged} />}
            {cell(props)}
          </td>
        );
      })}
      {isLeaving && <LeavingCell order={order} actions={actions} />}
    </>
  );
});

export const OrderRow = memo(function OrderRow({ rowIndex, top, height, isOpen, ...cells }: Props) {
  const { order, isPicked, isLeaving, isTabStop, aged, actions } = cells;
  return (
    <tr
      role="row"
      aria-rowindex={rowIndex}
      aria-selected={isPicked}
      aria-current={isOpen || undefined}
      data-order-id={order._id}
      data-aged={aged !== undefined || undefined}
      tabIndex={isTabStop ? 0 : -1}
      style={{ height, transform: `translateY(${top}px)` }}
      className={cx(
        "absolute top-0 left-0 cursor-default focus-visible:z-10 focus-visible:-outline-offset-2",
        isOpen || isPicked ? "bg-selected" : "bg-surface",
        isLeaving && "row-leaving",
      )}
      // A range is not a piece of text.
      onMouseDown={(event) => event.shiftKey && event.preventDefault()}
      onClick={clickOf(order, actions)}
      onFocus={(event) => !isOnUndo(event) && actions.focus(order)}
    >
      <Cells {...cells} />
    </tr>
  );
});
