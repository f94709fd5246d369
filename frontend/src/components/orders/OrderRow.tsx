import type { Row } from "@tanstack/react-table";
import { FlexRender } from "@tanstack/react-table";
import type { Order } from "@order-desk/contract";
import type { CSSProperties } from "react";
import { cx } from "../ui/cx";
import { onPlainClick } from "../ui/onPlainClick";
import type { OrderFeatures } from "./orderColumns";
import { RowGlow } from "./RowGlow";

type Props = {
  readonly row: Row<OrderFeatures, Order>;
  /** Position among all rows, the heading being the first. */
  readonly rowIndex: number;
  readonly isOpen: boolean;
  readonly isTabStop: boolean;
  readonly style: CSSProperties;
  /** At the top of the list: rows make room for a new one in view. */
  readonly slides: boolean;
  readonly onOpen: (order: Order) => void;
  readonly onFocus: (order: Order) => void;
};

export function OrderRow({ row, rowIndex, isOpen, isTabStop, slides, style, onOpen, onFocus }: Props) {
  const order = row.original;
  return (
    <tr
      role="row"
      aria-rowindex={rowIndex}
      aria-selected={isOpen}
      data-order-id={order._id}
      tabIndex={isTabStop ? 0 : -1}
      style={style}
      className={cx(
        "absolute top-0 left-0 cursor-default focus-visible:z-10 focus-visible:-outline-offset-2",
        isOpen ? "bg-selected" : "bg-surface hover:bg-hover",
        slides && "transition-transform duration-150",
      )}
      onClick={onPlainClick(() => onOpen(order))}
      onFocus={() => onFocus(order)}
    >
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
            <FlexRender cell={cell} />
          </td>
        );
      })}
    </tr>
  );
}
