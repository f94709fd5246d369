// The columns of the order list. The same cells make the two-line row of a phone: see `order-cells` in the styles.
import type { Order, OrderColumn, SortField } from "@order-desk/contract";
import type { ReactNode } from "react";
import { formatCount, formatMoney } from "../../lib/format";
import { RelativeTime } from "../ui/RelativeTime";
import { StatusButton } from "./StatusBadge";

export type CellProps = {
  readonly order: Order;
  readonly hrefOf: (order: Order) => string;
  /** The row that Tab leads to. */
  readonly isTabStop: boolean;
};

type Column = {
  /** As the styles call it. */
  readonly area: string;
  /** What its heading sorts by. */
  readonly sortField?: SortField;
  readonly cell: (props: CellProps) => ReactNode;
};

const customer = ({ order }: CellProps) => (
  <>
    <span dir="auto" title={order.customer_name} className="cell-name">
      {order.customer_name}
    </span>
    <span dir="auto" title={order.customer_email} className="cell-email">
      {order.customer_email}
    </span>
  </>
);

function total({ order }: CellProps) {
  const text = formatMoney(order.total, order.currency);
  return (
    <span title={text} className="block truncate">
      {text}
    </span>
  );
}

export const ORDER_COLUMNS: Readonly<Record<OrderColumn, Column>> = {
  order_number: {
    area: "number",
    sortField: "order_number",
    // A link, so that an order can be opened in a tab of its own; the row takes the plain click.
    cell: ({ order, hrefOf }) => (
      <a href={hrefOf(order)} tabIndex={-1}>
        {order.order_number}
      </a>
    ),
  },
  customer: { area: "customer", sortField: "customer_name", cell: customer },
  product_name: {
    area: "product",
    cell: ({ order }) => (
      <span dir="auto" title={order.product_name} className="cell-product">
        {order.product_name}
      </span>
    ),
  },
  quantity: { area: "quantity", cell: ({ order }) => formatCount(order.quantity) },
  price: { area: "price", cell: ({ order }) => formatMoney(order.price, order.currency) },
  total: { area: "total", sortField: "total", cell: total },
  status: {
    area: "status",
    sortField: "status",
    cell: ({ order, isTabStop }) => <StatusButton order={order} tabIndex={isTabStop ? 0 : -1} />,
  },
  created_at: {
    area: "created",
    sortField: "created_at",
    cell: ({ order }) => <RelativeTime iso={order.created_at} />,
  },
  updated_at: {
    area: "updated",
    sortField: "updated_at",
    cell: ({ order }) => <RelativeTime iso={order.updated_at} />,
  },
};
