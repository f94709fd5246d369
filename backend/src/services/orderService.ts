// What can be done with orders. It writes and announces nothing: the watchers announce (DESIGN, "The database is the bus").
import { createHash } from "node:crypto";
import {
  EXACT_COUNT_MAX,
  type ListOrdersQuery,
  type NewOrder,
  type Order,
  type OrderChanges,
  type OrderStatus,
} from "@order-desk/contract";
import type { IdempotencyModel } from "../models/IdempotencyKey.js";
import type { OrderFields, OrderModel } from "../models/Order.js";
import { DomainError, notFound } from "./errors.js";
import { gatherWrites } from "./gatherWrites.js";
import { assertPrecondition, toChangedFields, toNewFields, type Precondition } from "./orderChanges.js";
import type { OrderNumbers } from "./orderNumbers.js";
import { fromPageCursor, toPageCursor } from "./pageCursor.js";

/** Below this a list is counted at each request (about 1 ms); above, the feed's running counts are used. */
const COUNTED_BY_QUERY = 1_000;
/** A change is worked out again this often when others change the order at the same moment. */
const CHANGE_ATTEMPTS = 20;

export type OrderPage = { orders: Order[]; nextCursor: string | undefined; total: number };
export type Created = { order: Order; replayed: boolean };

export type OrderServiceParts = {
  readonly orders: OrderModel;
  readonly idempotency: IdempotencyModel;
  readonly numbers: OrderNumbers;
  /** The feed's running count; undefined while it is not known. */
  readonly liveTotal: (statuses: readonly OrderStatus[] | undefined) => number | undefined;
  readonly shopCurrency: string;
};

type NewFields = Omit<OrderFields, "order_number">;

/** Gathers new orders into flights; an order whose number was taken meanwhile gets another one. */
function orderWriter({ orders, numbers }: OrderServiceParts) {
  const insert = async (fields: readonly NewFields[]): Promise<Order[]> => {
    const taken = await numbers.take(fields.length);
    const documents = fields.map((one, index) =>
      orders.newDocument({ order_number: taken[index] as number, ...one }),
    );
    const refused = await orders.insertMany(documents);
    const written = documents.map(orders.toWire);
    const again = [...refused];
    const rewritten = again.length > 0 ? await insert(again.map((index) => fields[index] as NewFields)) : [];
    again.forEach((index, position) => (written[index] = rewritten[position] as Order));
    return written;
  };
  return gatherWrites(insert);
}

function creation(parts: OrderServiceParts) {
  const { orders, idempotency, numbers, shopCurrency } = parts;
  const write = orderWriter(parts);

  const createOnce = async (key: string, body: NewOrder, fields: NewFields): Promise<Created> => {
    const fingerprint = createHash("sha256").update(JSON.stringify(body)).digest("base64url");
    const known = await idempotency.find(key);
    const claimed =
      known ??
      (await idempotency.insertOnce(
        key,
        fingerprint,
        orders.newDocument({ order_number: (await numbers.take(1))[0] as number, ...fields }),
      ));
    if (claimed.fingerprint !== fingerprint)
      throw new DomainError(
        "idempotency_key_reused",
        "This Idempotency-Key came with another body before. Use a new key for a new order.",
      );
    return claimed;
  };

  return async (body: NewOrder, idempotencyKey: string | undefined): Promise<Created> => {
    const fields = toNewFields(body, shopCurrency);
    if (idempotencyKey !== undefined) return await createOnce(idempotencyKey, body, fields);
    return { order: await write(fields), replayed: false };
  };
}

function reading({ orders, liveTotal }: OrderServiceParts) {
  const get = async (id: string): Promise<Order> => {
    const found = await orders.findById(id);
    if (!found) throw notFound(id);
    return found;
  };

  async function total(statuses: readonly OrderStatus[] | undefined): Promise<number> {
    const live = liveTotal(statuses);
    return live !== undefined && live >= COUNTED_BY_QUERY
      ? live
      : await orders.count(statuses, EXACT_COUNT_MAX + 1);
  }

  return {
    get,
    async list({ limit, cursor, status }: ListOrdersQuery): Promise<OrderPage> {
      const after = cursor === undefined ? undefined : fromPageCursor(cursor);
      const [page, count] = await Promise.all([
        orders.findPage({ limit, statuses: status, after }),
        total(status),
      ]);
      const last = page.orders.at(-1);
      return {
        orders: page.orders,
        nextCursor: page.hasMore && last ? toPageCursor(last._id) : undefined,
        total: count,
      };
    },
  };
}

function changing({ orders }: OrderServiceParts, get: (id: string) => Promise<Order>) {
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
    async update(id: string, changes: OrderChanges, ifMatch: Precondition): Promise<Order> {
      return await retrying(id, async (current) => {
        assertPrecondition(current, ifMatch);
        const changed = toChangedFields(current, changes);
        return changed ? await orders.change(id, current, changed) : current;
      });
    },

    async remove(id: string, ifMatch: Precondition): Promise<void> {
      await retrying(id, async (current) => {
        assertPrecondition(current, ifMatch);
        return (await orders.remove(id, current)) ? true : undefined;
      });
    },

    async restore(id: string): Promise<Order> {
      const restored = await orders.restore(id);
      if (restored === "exists")
        throw new DomainError("order_exists", "This order is there: nothing is to be brought back.");
      if (restored === "unknown") throw notFound(id);
      return restored;
    },
  };
}

export type OrderService = ReturnType<typeof orderService>;

export function orderService(parts: OrderServiceParts) {
  const reads = reading(parts);
  return { ...reads, create: creation(parts), ...changing(parts, reads.get) };
}
