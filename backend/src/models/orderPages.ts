// Orders in any sequence, page by page.
import {
  fieldOf,
  ORDER_STATUSES,
  positionOf,
  type Order,
  type OrderFilter,
  type OrderQuery,
  type Position,
  type SortField,
} from "@order-desk/contract";
import type { ClientSession, Document, MongoClient } from "mongodb";
import { NEXT_PAGE_MAX_MS, QUESTION_MAX_MS, type Database } from "./database.js";
import { isSnapshotGone } from "./errors.js";
import type { StoredOrder } from "./orderDocument.js";
import { stretchOf, toConditions, toQuery } from "./orderFilter.js";

export type PageRequest = {
  readonly query: OrderQuery;
  readonly limit: number;
  /** Where the last order of the page before stands. */
  readonly after?: Position | undefined;
  /** Of a snapshot: the orders as they were at its moment. */
  readonly session?: ClientSession;
  /** The database looks for it no longer than this, all statuses together. */
  readonly maxTimeMs?: number;
};

/** A moment that cannot be read at is tried anew so often: right after an election there may be none for a while. */
const TRIES = 5;

/** `until`: as of performance.now. */
type Reading = Omit<PageRequest, "maxTimeMs"> & { readonly until: number };

/** These never change: behind an order stand the same ones at any later moment. */
const LASTING: ReadonlySet<SortField> = new Set(["created_at", "order_number"]);

type FindPage = (request: PageRequest) => Promise<{ orders: Order[]; hasMore: boolean }>;

function snapshotPages(client: MongoClient, findPage: FindPage) {
  const startSnapshot = () => client.startSession({ snapshot: true });

  return {
    /**
     * Every page, as the orders were at one moment: none is missed because it moved. Who reads more slowly than that moment is
     * kept goes on at a later one, if the sequence lets him; else this throws.
     */
    async *pages({ query, limit }: Pick<PageRequest, "query" | "limit">): AsyncGenerator<Order[], undefined> {
      let session = startSnapshot();
      let after: Position | undefined;
      const canGoOn = () => after === undefined || LASTING.has(fieldOf(query.sort));
      try {
        for (let tries = 1; ; tries += 1)
          try {
            // For the first page a request waits; the others are for a file that is being sent.
            const maxTimeMs = after === undefined ? QUESTION_MAX_MS : NEXT_PAGE_MAX_MS;
            const page = await findPage({ query, limit, session, after, maxTimeMs });
            yield page.orders;
            const last = page.orders.at(-1);
            if (!page.hasMore || !last) return;
            [after, tries] = [positionOf(last, query.sort), 0];
          } catch (error) {
            if (!isSnapshotGone(error) || !canGoOn() || tries >= TRIES) throw error;
            await session.endSession();
            session = startSnapshot();
          }
      } finally {
        await session.endSession();
      }
    },
  };
}

export function orderPages({ client, db, orders }: Database, toWire: (stored: StoredOrder) => Order) {
  async function read({ query, limit, after, session, until }: Reading): Promise<Order[]> {
    const { filter, sort } = toQuery(stretchOf(query, query.sort), after);
    const maxTimeMS = Math.max(1, Math.ceil(until - performance.now()));
    const options = { maxTimeMS, ...(session && { session, readConcern: { level: "snapshot" } as const }) };
    return (await orders.find(filter, options).sort(sort).limit(limit).toArray()).map(toWire);
  }

  /** In the sequence of an order's life, which is none of the database's: one status after another. */
  async function readByStatus({ query, limit, after, ...rest }: Reading): Promise<Order[]> {
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
      found.push(...(await read({ ...rest, query: one, limit: limit - found.length, after: within })));
    }
    return found;
  }

  /** Reads one more than asked, to know whether there is a next page. */
  async function findPage({ maxTimeMs = QUESTION_MAX_MS, ...request }: PageRequest) {
    const { limit, query } = request;
    const one = fieldOf(query.sort) === "status" ? readByStatus : read;
    const found = await one({ ...request, limit: limit + 1, until: performance.now() + maxTimeMs });
    return { orders: found.slice(0, limit), hasMore: found.length > limit };
  }

  return {
    findPage,
    ...snapshotPages(client, findPage),

    /**
     * Exact up to `limit`. By the count command, which walks the index alone; an aggregate takes twice as long (measured,
     * docs/decisions/0012).
     */
    async count(query: OrderFilter, limit: number): Promise<number> {
      const found = await db.command({
        count: orders.collectionName,
        query: { $and: toConditions(query) },
        limit,
        maxTimeMS: QUESTION_MAX_MS,
        readConcern: { level: "majority" },
      });
      return (found as { n: number } & Document).n;
    },
  };
}
