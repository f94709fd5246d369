// Orders as a file of comma-separated values (RFC 4180).
import * as z from "zod/mini";
import { PAGE_SIZE_MAX } from "./listQuery.js";
import { orderId } from "./order.js";
import { orderQueryShape, rangesInOrder, splitList, type OrderQuery } from "./orderQuery.js";
import type { OrderColumn } from "./views.js";

/** The columns a file can have, by their names on the wire. */
export const EXPORT_COLUMNS = [
  "order_number",
  "status",
  "customer_name",
  "customer_email",
  "product_name",
  "quantity",
  "price",
  "total",
  "currency",
  "created_at",
  "updated_at",
  "_id",
] as const;
export const exportColumn = z.enum(EXPORT_COLUMNS, {
  error: `columns must be some of ${EXPORT_COLUMNS.join(", ")}`,
});
export type ExportColumn = z.infer<typeof exportColumn>;

/** So many orders named one by one. */
export const EXPORT_IDS_MAX = PAGE_SIZE_MAX;

const list = <Item extends z.ZodMiniType>(item: Item) => z.pipe(z.transform(splitList), z.array(item));

const columns = z._default(
  list(exportColumn).check(
    z.minLength(1, "columns must name at least one column"),
    z.refine((given) => new Set(given).size === given.length, "columns must name a column once"),
  ),
  [...EXPORT_COLUMNS],
);

const ids = z.optional(
  list(orderId).check(
    z.maxLength(EXPORT_IDS_MAX, `ids must name at most ${EXPORT_IDS_MAX} orders: use the filters for more`),
  ),
);

const bom = z._default(
  z.pipe(
    z.enum(["true", "false"], { error: "bom must be true or false" }),
    z.transform((value) => value === "true"),
  ),
  true,
);

/**
 * The query of `GET /api/orders/export.csv`. `ids`: of these orders, those that there are and that match the rest of the query.
 * `bom`: with a byte order mark, by which Excel knows UTF-8.
 */
export const exportOrdersQuery = z
  .strictObject(
    { ...orderQueryShape, columns, ids, bom },
    {
      error: (issue) =>
        issue.code === "unrecognized_keys" ? "This parameter is not known here" : "The query is malformed",
    },
  )
  .check(rangesInOrder);
export type ExportOrdersQuery = OrderQuery & {
  readonly columns: readonly ExportColumn[];
  readonly ids?: readonly string[] | undefined;
  readonly bom: boolean;
};

/** What a column of the list is in a file. */
const IN_FILE: Readonly<Record<OrderColumn, readonly ExportColumn[]>> = {
  order_number: ["order_number"],
  customer: ["customer_name", "customer_email"],
  product_name: ["product_name"],
  quantity: ["quantity"],
  price: ["price", "currency"],
  total: ["total", "currency"],
  status: ["status"],
  created_at: ["created_at"],
  updated_at: ["updated_at"],
};

/** The columns of a file that shows what these columns of the list show. */
export const toExportColumns = (shown: readonly OrderColumn[]): ExportColumn[] => [
  ...new Set(shown.flatMap((column) => IN_FILE[column])),
];
