// Orders in any sequence, page by page.
import {
  fieldOf,
  ORDER_STATUSES,
  type Order,
  type OrderFilter,
  type OrderQuery,
  type Position,
} from "@order-desk/contract";
import type { Document } from "mongodb";
import type { Database } from "./database.js";
import type { StoredOrder } from "./orderDocument.js";
import { stretchOf, toConditions, toQuery } from "./orderFilter.js";

export type PageRequest = {
  readonly query: OrderQuery;
  readonly limit: number;
  /** Where the last order of the page before stands. */
  readonly after?: Position | undefined;
};

export function orderPages({ db, orders }: Database, toWire: (stored: StoredOrder) => Order) {
  async function read({ query, limit, after }: PageRequest): Promise<Order[]> {
    const { filter, sort } = toQuery(stretchOf(query, query.sort), after);
    return (await orders.find(filter).sort(sort).limit(limit).toArray()).map(toWire);
  }

  /** In the sequence of an order's life, which is none of the database's: one status after another. */
  async function readByStatus({ query, limit, after }: PageRequest): Promise<Order[]> {
    const wanted = ORDER_STATUSES.filter((status) => query.status?.includes(status) ?? true);
    const sequence = query.sort === "status" ? wanted : wanted.toReversed();
    const begun = after && ORDER_STATUSES[after[0] as number];
    const whole = query.sort === "status" ? ORDER_STATUSES : ORDER_STATUSES.toReversed();
    // The position may be in a status that is not asked for: it goes on behind it.
    const first = begun ? whole.indexOf(begun) : 0;
    const found: Order[] = [];
    for (const status of sequence.filter((one) => whole.indexOf(one) >= first)) {
      if (found.length >= limit) break;
      const within = status === begun ? after?.slice(1) : undefined;
      const one: OrderQuery = { ...query, status: [status], sort: "-created_at" };
      found.push(...(await read({ query: one, limit: limit - found.length, after: within })));
    }
    return found;
  }

  return {
    /** Reads one more than asked, to know whether there is a next page. */
    async findPage(request: PageRequest): Promise<{ orders: Order[]; hasMore: boolean }> {
      const { limit, query } = request;
      const one = fieldOf(query.sort) === "status" ? readByStatus : read;
      const found = await one({ ...request, limit: limit + 1 });
      return { orders: found.slice(0, limit), hasMore: found.length > limit };
    },

    /**
     * Exact up to `limit`. By the count command, which walks the index alone; an aggregate takes twice as long (measured,
     * docs/decisions/0012).
     */
    async count(query: OrderFilter, limit: number): Promise<number> {
      const found = await db.command({
        count: orders.collectionName,
        query: { $and: toConditions(query) },
        limit,
        readConcern: { level: "majority" },
      });
      return (found as { n: number } & Document).n;
    },
  };
}
