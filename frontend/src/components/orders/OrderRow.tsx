import type { Row } from "@tanstack/react-table";
import { FlexRender } from "@tanstack/react-table";
import type { Order } from "@order-desk/contract";
import type { CSSProperties, MouseEvent } from "react";
import { cx } from "../ui/cx";
import { Checkbox } from "../ui/Checkbox";
import { undoLast } from "../ui/notify";
import { onPlainClick } from "../ui/onPlainClick";
import type { OrderFeatures } from "./orderColumns";
import { RowGlow } from "./RowGlow";
import type { Picking } from "./usePicking";

type Props = {
  readonly row: Row<OrderFeatures, Order>;
  /** Position among all rows, the heading being the first. */
  readonly rowIndex: number;
  readonly isOpen: boolean;
  readonly picking: Picking;
  /** It was changed here and does not match any more. */
  readonly isLeaving: boolean;
  /** Why it is marked, as in "came more than 2 h ago"; undefined: it is not. */
  readonly aged: string | undefined;
  readonly isTabStop: boolean;
  readonly style: CSSProperties;
  /** At the top of the list: rows make room for a new one in view. */
  readonly slides: boolean;
  readonly onOpen: (order: Order) => void;
  readonly onFocus: (order: Order) => void;
};

const isOnUndo = ({ target }: { readonly target: Element }) =>
  target.closest('[data-area="leaving"]') !== null;
const isOnLink = ({ target }: MouseEvent) => target instanceof Element && target.closest("a") !== null;

/** Shift draws a range and Ctrl/⌘ adds one row, as in any list; on the link they mean what they mean to the browser. */
function clickOf({ _id }: Order, picking: Picking, onOpen: () => void) {
  const open = onPlainClick(onOpen);
  return (event: MouseEvent) => {
    if (event.shiftKey && !isOnLink(event)) picking.rangeTo(_id);
    else if ((event.ctrlKey || event.metaKey) && !isOnLink(event)) picking.toggle(_id);
    else open(event);
  };
}

function PickCell({
  order,
  picking,
  isTabStop,
}: Pick<Props, "picking" | "isTabStop"> & { readonly order: Order }) {
  const { _id, order_number: number } = order;
  return (
    <td role="gridcell" data-area="pick">
      {/* The whole corner of the row is its box. */}
      <label className="pick" onClick={(event) => event.stopPropagation()}>
        <Checkbox
          label={`Select order ${number}`}
          tabIndex={isTabStop ? 0 : -1}
          checked={picking.has(_id)}
          onChange={({ nativeEvent }) =>
            "shiftKey" in nativeEvent && nativeEvent.shiftKey ? picking.rangeTo(_id) : picking.toggle(_id)
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

export function OrderRow(props: Props) {
  const { row, rowIndex, isOpen, picking, isLeaving, aged, isTabStop, slides, style, onOpen, onFocus } =
    props;
  const order = row.original;
  const isPicked = picking.has(order._id);
  return (
    <tr
      role="row"
      aria-rowindex={rowIndex}
      aria-selected={isPicked}
      aria-current={isOpen || undefined}
      data-order-id={order._id}
      data-aged={aged !== undefined || undefined}
      tabIndex={isTabStop ? 0 : -1}
      style={style}
      className={cx(
        "absolute top-0 left-0 cursor-default focus-visible:z-10 focus-visible:-outline-offset-2",
        isOpen || isPicked ? "bg-selected" : "bg-surface hover:bg-hover",
        slides && "transition-transform duration-150",
        isLeaving && "row-leaving",
      )}
      // A range is not a piece of text.
      onMouseDown={(event) => event.shiftKey && event.preventDefault()}
      onClick={clickOf(order, picking, () => onOpen(order))}
      onFocus={(event) => !isOnUndo(event) && onFocus(order)}
    >
      <PickCell order={order} picking={picking} isTabStop={isTabStop} />
      {row.getAllCells().map((cell) => {
        const area = cell.column.columnDef.meta?.area;
        return (
          <td
            key={cell.id}
            role="gridcell"
            data-area={area}
            data-one={(area === "quantity" && order.quantity === 1) || undefined}
          >
            {area === "number" && <RowGlow id={order._id} />}
            {area === "number" && aged !== undefined && <AgeMark text={aged} />}
            <FlexRender cell={cell} />
          </td>
        );
      })}
      {isLeaving && (
        <td role="gridcell" data-area="leaving">
          No longer matches
          <button
            type="button"
            className="font-medium text-accent-text hover:underline"
            onClick={(event) => {
              event.stopPropagation();
              undoLast(order._id);
            }}
          >
            Undo
          </button>
        </td>
      )}
    </tr>
  );
}
