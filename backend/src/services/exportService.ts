// Orders as one file, read page by page while it is sent: however many there are, a few are in memory.
import {
  positionOf,
  type ExportColumn,
  type ExportOrdersQuery,
  type Order,
  type OrderQuery,
} from "@order-desk/contract";
import type { OrderBatch } from "../models/orderBatch.js";
import type { OrderModel } from "../models/Order.js";
import { notFound } from "./errors.js";

const PAGE = 500;

/** `columns` of each order, page by page; what was there all the time comes once. */
export type ExportedOrders = {
  readonly columns: readonly ExportColumn[];
  readonly pages: AsyncIterable<readonly Order[]>;
};

export type ExportServiceParts = { readonly orders: OrderModel; readonly batch: OrderBatch };

export type ExportService = ReturnType<typeof exportService>;

export function exportService({ orders, batch }: ExportServiceParts) {
  async function* rest(query: OrderQuery, first: Awaited<ReturnType<OrderModel["findPage"]>>) {
    for (let page = first; ;) {
      yield page.orders;
      const last = page.orders.at(-1);
      if (!page.hasMore || !last) return;
      page = await orders.findPage({ query, limit: PAGE, after: positionOf(last, query.sort) });
    }
  }

  async function named(ids: readonly string[]): Promise<Order[]> {
    const found = await batch.findMany(ids);
    return ids.map((id) => {
      const one = found.get(id.toLowerCase());
      if (!one) throw notFound(id);
      return one.order;
    });
  }

  async function* only(page: readonly Order[]) {
    yield await Promise.resolve(page);
  }

  return {
    /** The first page is there when this resolves: what fails until then can still be answered. */
    async begin({ columns, ids, ...query }: Omit<ExportOrdersQuery, "bom">): Promise<ExportedOrders> {
      return {
        columns,
        pages: ids ? only(await named(ids)) : rest(query, await orders.findPage({ query, limit: PAGE })),
      };
    },
  };
}
