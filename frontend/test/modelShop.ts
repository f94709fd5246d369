// A database with its change stream, small enough to be exhausted by random orders of events.
import {
  ALL_ORDERS,
  compareOrders,
  matchesQuery,
  type Order,
  type OrderEvent,
  type OrderQuery,
  type OrderStatus,
} from "@order-desk/contract";

export const idOf = (slot: number) => slot.toString(16).padStart(24, "0");
const cursorOf = (lineage: number, position: number) =>
  (lineage.toString(16).padStart(4, "0") + position.toString(16).padStart(16, "0")).toUpperCase();

export function orderOf(slot: number, changes: Partial<Order> = {}): Order {
  return {
    _id: idOf(slot),
    order_number: 1001 + slot,
    version: 1,
    customer_name: "first",
    customer_email: "ada@analytical.example",
    product_name: "Nanosecond wire",
    quantity: 1,
    price: 0.25,
    currency: "USD",
    total: 0.25,
    status: "pending",
    created_at: "2026-11-22T10:00:00.000Z",
    updated_at: "2026-11-22T10:00:00.000Z",
    ...changes,
  };
}

/** Orders, the log of their changes, and the versions of deleted ones. */
export class ModelShop {
  orders = new Map<string, Order>();
  log: OrderEvent[] = [];
  #lineage = 9;
  #writes = 0;
  #trash = new Map<string, Order>();

  /** The order as it is after the write; undefined when there was nothing to write to. */
  create(slot: number, version = 1): Order | undefined {
    if (this.orders.has(idOf(slot))) return undefined;
    return this.#put("order-created", orderOf(slot, { version }));
  }

  update(slot: number, status: OrderStatus): Order | undefined {
    const before = this.orders.get(idOf(slot));
    return before && this.#put("order-updated", { ...before, version: before.version + 1, status });
  }

  /** A writer that does not know of `version`. */
  writeOutside(slot: number, status: OrderStatus): Order | undefined {
    const before = this.orders.get(idOf(slot));
    return before && this.#put("order-updated", { ...before, status });
  }

  /** A writer that replaces the order by one with a lower version. */
  rewind(slot: number, version: number): Order | undefined {
    const before = this.orders.get(idOf(slot));
    if (!before || version >= before.version) return undefined;
    return this.#put("order-updated", { ...before, version }, true);
  }

  delete(slot: number, knowsVersion = true): Order | undefined {
    const before = this.orders.get(idOf(slot));
    if (!before) return undefined;
    this.orders.delete(before._id);
    this.#trash.set(before._id, before);
    const meta = this.#meta(knowsVersion ? before.version : 0);
    this.log.push({
      type: "order-deleted",
      order: { _id: before._id, order_number: before.order_number },
      meta,
    });
    return before;
  }

  restore(slot: number): Order | undefined {
    const trashed = this.#trash.get(idOf(slot));
    if (!trashed || this.orders.has(trashed._id)) return undefined;
    return this.#put("order-created", { ...trashed, version: trashed.version + 1 });
  }

  /** The database of some time ago is put back, and its stream begins anew, with lower cursors. */
  putBackBackup(backup: ReadonlyMap<string, Order>): void {
    this.orders = new Map(backup);
    this.log = [];
    this.#lineage -= 1;
  }

  read(query: OrderQuery = ALL_ORDERS): Order[] {
    return [...this.orders.values()].filter((order) => matchesQuery(order, query)).sort(compareOrders(query));
  }

  /** A page that begins behind an order as it was when the page before was read. */
  readBehind(query: OrderQuery, last: Order | undefined, limit: number): Order[] {
    const isBehind = (order: Order) => last === undefined || compareOrders(query)(last, order) < 0;
    return this.read(query).filter(isBehind).slice(0, limit);
  }

  at(slot: number): Order | undefined {
    return this.orders.get(idOf(slot));
  }

  nextSlot(): number {
    const newest = this.read()[0];
    return newest ? Number.parseInt(newest._id, 16) + 1 : 0;
  }

  #meta(version: number, rewound = false) {
    const cursor = cursorOf(this.#lineage, this.log.length);
    const committed_at = "2026-11-22T10:00:00.000Z";
    return { cursor, version, committed_at, changed: ["version"], ...(rewound && { rewound }) };
  }

  #put(type: "order-created" | "order-updated", draft: Order, rewound = false): Order {
    // Every write leaves a mark, so that two states of one version can be told apart, and moves the order in every list.
    const write = (this.#writes += 1);
    const updated_at = new Date(Date.parse("2026-11-22T10:00:00Z") + write).toISOString();
    const order = { ...draft, customer_name: `write ${write}`, total: (write * 3) % 5, updated_at };
    this.orders.set(order._id, order);
    this.log.push({ type, order, meta: this.#meta(order.version, rewound) });
    return order;
  }
}
