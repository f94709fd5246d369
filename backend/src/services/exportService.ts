// Orders as one file, read page by page while it is sent: however many there are, a few are in memory.
import {
  compareOrders,
  matchesQuery,
  type ExportColumn,
  type ExportOrdersQuery,
  type Order,
  type OrderQuery,
} from "@order-desk/contract";
import type { OrderBatch } from "../models/orderBatch.js";
import type { OrderModel } from "../models/Order.js";
import { assertInTime } from "./deadline.js";

const PAGE = 500;

type Pages = AsyncGenerator<readonly Order[], undefined>;

/** `columns` of each order, page by page, as the orders were at one moment. */
export type ExportedOrders = {
  readonly columns: readonly ExportColumn[];
  /** To be returned at the end, read or not. */
  readonly pages: AsyncIterableIterator<readonly Order[], undefined> & {
    readonly return: () => Promise<IteratorResult<readonly Order[], undefined>>;
  };
};

export type ExportServiceParts = { readonly orders: OrderModel; readonly batch: OrderBatch };

/** What was read of it already, and the rest. Unlike a generator it can be ended before it has begun. */
function joined(first: IteratorResult<readonly Order[], undefined>, rest: Pages): ExportedOrders["pages"] {
  let read: typeof first | undefined = first;
  return {
    async next() {
      const page = read ?? (await rest.next());
      read = undefined;
      return page;
    },
    return: async () => await rest.return(undefined),
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

export type ExportService = ReturnType<typeof exportService>;

export function exportService({ orders, batch }: ExportServiceParts) {
  /** Those of these that there are and that match: few enough to be sorted here. */
  async function* named(ids: readonly string[], query: OrderQuery): Pages {
    const found = [...(await batch.findMany(ids)).values()].map(({ order }) => order);
    yield found.filter((order) => matchesQuery(order, query)).sort(compareOrders(query));
    return undefined;
  }

  return {
    /** The first page is there when this resolves: what fails until then can still be answered. */
    async begin({ columns, ids, ...query }: Omit<ExportOrdersQuery, "bom">): Promise<ExportedOrders> {
      const pages = ids ? named(ids, query) : orders.pages({ query, limit: PAGE });
      try {
        const first = await pages.next();
        assertInTime();
        return { columns, pages: joined(first, pages) };
      } catch (error) {
        await pages.return(undefined);
        throw error;
      }
    },
  };
}
