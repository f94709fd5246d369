// The columns of the order list. The same cells make the two-line row of a phone: see `order-cells` in the styles.
import { createColumnHelper, tableFeatures } from "@tanstack/react-table";
import type { ColumnLayout, Order, OrderColumn, SortField } from "@order-desk/contract";
import { COLUMNS } from "../../lib/columns";
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

const ALL = {
  order_number: column.accessor("order_number", {
    header: COLUMNS.order_number.label,
    meta: { area: "number", sortField: "order_number" },
    // A link, so that an order can be opened in a tab of its own; the row takes the plain click.
    cell: ({ row, table }) => (
      <a href={table.options.meta?.hrefOf(row.original)} tabIndex={-1}>
        {row.original.order_number}
      </a>
    ),
  }),
  customer: column.display({
    id: "customer",
    header: COLUMNS.customer.label,
    meta: { area: "customer", sortField: "customer_name" },
    cell: ({ row }) => <Customer order={row.original} />,
  }),
  product_name: column.accessor("product_name", {
    header: COLUMNS.product_name.label,
    meta: { area: "product" },
    cell: ({ getValue }) => (
      <span dir="auto" title={getValue()} className="cell-product">
        {getValue()}
      </span>
    ),
  }),
  quantity: column.accessor("quantity", {
    header: COLUMNS.quantity.label,
    meta: { area: "quantity" },
    cell: ({ getValue }) => formatCount(getValue()),
  }),
  price: column.accessor("price", {
    header: COLUMNS.price.label,
    meta: { area: "price" },
    cell: ({ row }) => formatMoney(row.original.price, row.original.currency),
  }),
  total: column.accessor("total", {
    header: COLUMNS.total.label,
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
  status: column.accessor("status", {
    header: COLUMNS.status.label,
    meta: { area: "status", sortField: "status" },
    cell: ({ row, table }) => (
      <StatusButton order={row.original} tabIndex={table.options.meta?.tabStop === row.id ? 0 : -1} />
    ),
  }),
  created_at: column.accessor("created_at", {
    header: COLUMNS.created_at.label,
    meta: { area: "created", sortField: "created_at" },
    cell: ({ getValue }) => <RelativeTime iso={getValue()} />,
  }),
  updated_at: column.accessor("updated_at", {
    header: COLUMNS.updated_at.label,
    meta: { area: "updated", sortField: "updated_at" },
    cell: ({ getValue }) => <RelativeTime iso={getValue()} />,
  }),
} satisfies Record<OrderColumn, unknown>;

/** From left to right. */
export const orderColumns = (layout: ColumnLayout) => column.columns(layout.map((one) => ALL[one.column]));
