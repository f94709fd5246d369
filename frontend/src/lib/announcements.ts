// Who is told of orders that come into being, each once, and of every event with the order as it was before.
import type { Order, OrderEvent } from "@order-desk/contract";
import { RecentMap } from "./recentMap";

/** How many created orders are remembered as told of. */
const ANNOUNCED_KEPT = 2000;

export type CreatedListener = (orders: Order[]) => void;
export type EventListener = (event: OrderEvent, before: Order | undefined) => void;

export class Announcements {
  readonly #announced = new RecentMap<string, true>(ANNOUNCED_KEPT);
  readonly #created = new Set<CreatedListener>();
  readonly #events = new Set<EventListener>();

  onCreated(listener: CreatedListener): () => void {
    this.#created.add(listener);
    return () => void this.#created.delete(listener);
  }

  onEvent(listener: EventListener): () => void {
    this.#events.add(listener);
    return () => void this.#events.delete(listener);
  }

  /** @param before the orders as they were before the first of these events */
  tell(events: readonly OrderEvent[], before: (id: string) => Order | undefined): void {
    if (this.#events.size > 0) this.#tellEach(events, before);
    const created: Order[] = [];
    for (const event of events) {
      // A higher version is an order that was deleted and has come back.
      if (event.type !== "order-created" || event.order.version > 1) continue;
      if (this.#announced.has(event.order._id)) continue;
      this.#announced.set(event.order._id, true);
      created.push(event.order);
    }
    if (created.length > 0) for (const listener of this.#created) listener(created);
  }

  #tellEach(events: readonly OrderEvent[], before: (id: string) => Order | undefined): void {
    const meanwhile = new Map<string, Order>();
    for (const event of events) {
      const { _id: id } = event.order;
      const last = meanwhile.get(id) ?? before(id);
      for (const listener of this.#events) listener(event, last);
      if (event.type !== "order-deleted") meanwhile.set(id, event.order);
    }
  }
}
