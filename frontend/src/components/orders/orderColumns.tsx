// The columns of the order list. The same cells make the two-line row of a phone: see `order-cells` in the styles.
import { createColumnHelper, tableFeatures } from "@tanstack/react-table";
import type { Order, SortField } from "@order-desk/contract";
import { formatCount, formatMoney } from "../../lib/format";
import { RelativeTime } from "../ui/RelativeTime";
import { StatusButton } from "./StatusBadge";

type ColumnMeta = {
  readonly area: string;
  /** What its heading sorts by. */
  readonly sortField?: SortField;
};

export const features = tableFeatures({
  columnMeta: {} as ColumnMeta,
  tableMeta: {} as { readonly tabStop: string | undefined; readonly hrefOf: (order: Order) => string },
});
export type OrderFeatures = typeof features;

const column = createColumnHelper<OrderFeatures, Order>();

function Customer({ order }: { readonly order: Order }) {
  return (
    <>
      <span dir="auto" title={order.customer_name} className="cell-name">
        {order.customer_name}
      </span>
      <span dir="auto" title={order.customer_email} className="cell-email">
        {order.customer_email}
      </span>
    </>
  );
}

export const orderColumns = column.columns([
  column.accessor("order_number", {
    header: "Order",
    meta: { area: "number", sortField: "order_number" },
    // A link, so that an order can be opened in a tab of its own; the row takes the plain click.
    cell: ({ row, table }) => (
      <a href={table.options.meta?.hrefOf(row.original)} tabIndex={-1}>
        {row.original.order_number}
      </a>
    ),
  }),
  column.display({
    id: "customer",
    header: "Customer",
    meta: { area: "customer", sortField: "customer_name" },
    cell: ({ row }) => <Customer order={row.original} />,
  }),
  column.accessor("product_name", {
    header: "Product",
    meta: { area: "product" },
    cell: ({ getValue }) => (
      <span dir="auto" title={getValue()} className="cell-product">
        {getValue()}
      </span>
    ),
  }),
  column.accessor("quantity", {
    header: "Qty",
    meta: { area: "quantity" },
    cell: ({ getValue }) => formatCount(getValue()),
  }),
  column.accessor("total", {
    header: "Total",
    meta: { area: "total", sortField: "total" },
    cell: ({ row }) => {
      const total = formatMoney(row.original.total, row.original.currency);
      return (
        <span title={total} className="block truncate">
          {total}
        </span>
      );
    },
  }),
  column.accessor("status", {
    header: "Status",
    meta: { area: "status", sortField: "status" },
    cell: ({ row, table }) => (
      <StatusButton order={row.original} tabIndex={table.options.meta?.tabStop === row.id ? 0 : -1} />
    ),
  }),
  column.accessor("updated_at", {
    header: "Updated",
    meta: { area: "updated", sortField: "updated_at" },
    cell: ({ getValue }) => <RelativeTime iso={getValue()} />,
  }),
]);
