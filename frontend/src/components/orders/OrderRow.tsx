import type { Row } from "@tanstack/react-table";
import { FlexRender } from "@tanstack/react-table";
import type { Order } from "@order-desk/contract";
import type { CSSProperties, MouseEvent } from "react";
import { cx } from "../ui/cx";
import type { OrderFeatures } from "./orderColumns";
import { RowGlow } from "./RowGlow";

type Props = {
  readonly row: Row<OrderFeatures, Order>;
  /** Position among all rows, the heading being the first. */
  readonly rowIndex: number;
  readonly isOpen: boolean;
  readonly isTabStop: boolean;
  readonly style: CSSProperties;
  readonly className: string | false;
  readonly onOpen: (order: Order) => void;
  readonly onFocus: (order: Order) => void;
};

export function OrderRow({ row, rowIndex, isOpen, isTabStop, style, className, onOpen, onFocus }: Props) {
  const order = row.original;
  const openOnPlainClick = (event: MouseEvent) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    onOpen(order);
  };
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
        className,
      )}
      onClick={openOnPlainClick}
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
