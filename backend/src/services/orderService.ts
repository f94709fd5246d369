// What can be done with orders. It writes and announces nothing: the watchers announce (DESIGN, "The database is the bus").
import {
  EXACT_COUNT_MAX,
  positionOf,
  type ChangeAuthor,
  type ChangedOrder,
  type ListOrdersQuery,
  type Order,
  type OrderChanges,
  type OrderFilter,
  type OrderStatus,
} from "@order-desk/contract";
import { newMark } from "../models/orderDocument.js";
import type { ChangedFields } from "../models/orderUpdate.js";
import { whileUnavailable } from "./deadline.js";
import { DomainError, notFound, unavailable } from "./errors.js";
import { assertPrecondition, toChangedFields, type Precondition } from "./orderRules.js";
import { orderCreation, type OrderCreationParts } from "./orderCreation.js";
import { undoing } from "./orderUndo.js";
import { sharedReads } from "./sharedReads.js";
import { recentTotals } from "./recentTotals.js";
import { fromPageCursor, toPageCursor } from "./pageCursor.js";

/** Below this a list is counted at each request (about 1 ms); above, the feed's running counts or a total of this second. */
const COUNTED_BY_QUERY = 1_000;
/** A change is worked out again this often when others change the order at the same moment. */
const CHANGE_ATTEMPTS = 20;

export type OrderPage = { orders: Order[]; nextCursor: string | undefined; total: number };

export type OrderServiceParts = OrderCreationParts & {
  /** The feed's running count; undefined while it is not known. */
  readonly liveTotal: (statuses: readonly OrderStatus[] | undefined) => number | undefined;
  /** So long a change of the dashboard can be taken back; 0: not at all. */
  readonly undoSeconds: number;
};

function reading({ orders, liveTotal }: OrderServiceParts) {
  const get = async (id: string): Promise<Order> => {
    const found = await orders.findById(id);
    if (!found) throw notFound(id);
    return found;
  };

  const shared = sharedReads<OrderPage>();
  const counted = recentTotals({ from: COUNTED_BY_QUERY });

  async function total(query: OrderFilter): Promise<number> {
    const { status, ...others } = query;
    const isWhole = (Object.values(others) as unknown[]).every((value) => value === undefined);
    const live = isWhole ? liveTotal(status) : undefined;
    if (live !== undefined && live >= COUNTED_BY_QUERY) return live;
    return await counted(JSON.stringify(query), async () => await orders.count(query, EXACT_COUNT_MAX + 1));
  }

  async function readPage({ limit, cursor, ...query }: ListOrdersQuery): Promise<OrderPage> {
    const { sort, ...filter } = query;
    const after = cursor === undefined ? undefined : fromPageCursor(cursor, sort);
    const [page, count] = await Promise.all([orders.findPage({ query, limit, after }), total(filter)]);
    const last = page.orders.at(-1);
    return {
      orders: page.orders,
      nextCursor: page.hasMore && last ? toPageCursor(sort, positionOf(last, sort)) : undefined,
      total: count,
    };
  }

  return {
    get,
    list: async (query: ListOrdersQuery): Promise<OrderPage> =>
      await shared(JSON.stringify(query), async () => await readPage(query)),
  };
}

function changing({ orders, undoSeconds }: OrderServiceParts, get: (id: string) => Promise<Order>) {
  /** Works out a change from the present state and applies it to that state only; again when it has moved on. */
  async function retrying<T>(id: string, attempt: (current: Order) => Promise<T | undefined>): Promise<T> {
    for (let tries = 0; tries < CHANGE_ATTEMPTS; tries++) {
      const done = await attempt(await get(id));
      if (done !== undefined) return done;
    }
    throw new DomainError(
      "conflicting_change",
      "Others change this order at the same moment. Send the request again.",
    );
  }

  return {
    async update(
      id: string,
      changes: OrderChanges,
      by: ChangeAuthor,
      ifMatch: Precondition,
    ): Promise<ChangedOrder> {
      return await retrying(id, async (current) => {
        assertPrecondition(current, ifMatch);
        const changed = toChangedFields(current, changes);
        if (!changed) return current;
        const change = { current, changed, mark: newMark(by), undo: undoOf(changed, by, undoSeconds) };
        return await whileUnavailable(async (isRepeat) => {
          const done = await orders.change(change);
          // An attempt may have been carried out unheard, and changed by others since: nobody can say.
          if (!done && isRepeat) throw unavailable();
          return done;
        });
      });
    },

    async remove(id: string, by: ChangeAuthor, ifMatch: Precondition): Promise<void> {
      await retrying(id, async (current) => {
        assertPrecondition(current, ifMatch);
        const mark = newMark(by);
        return (await whileUnavailable(async () => await orders.remove(id, current, mark)))
          ? true
          : undefined;
      });
    },

    async restore(id: string, by: ChangeAuthor): Promise<Order> {
      const restored = await orders.restore(id, newMark(by));
      if (restored === "exists")
        throw new DomainError("order_exists", "This order is there: nothing is to be brought back.");
      if (restored === "unknown") throw notFound(id);
      return restored;
    },
  };
}

/** Taking back is for a status alone: half of a change is never left behind. */
const undoOf = (changed: ChangedFields, by: ChangeAuthor, seconds: number) =>
  by === "dashboard" && seconds > 0 && Object.keys(changed).join() === "status" ? { seconds } : undefined;

export type OrderService = ReturnType<typeof orderService>;

export function orderService(parts: OrderServiceParts) {
  const reads = reading(parts);
  return { ...reads, create: orderCreation(parts), ...changing(parts, reads.get), undo: undoing(parts) };
}
