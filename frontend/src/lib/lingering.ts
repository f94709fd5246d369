// Orders that a change made here takes out of the list: their rows stay for a moment, so that one sees what became of them.
import type { Order } from "@order-desk/contract";

const LINGER_MS = 5_000;

/** By id, each order as it was before the changes of the last moment: it has only left the lists that it was in. */
export type LingeringOrders = ReadonlyMap<string, readonly Order[]>;

export class Lingering {
  #orders: LingeringOrders = new Map();
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  readonly orders = (): LingeringOrders => this.#orders;

  /** @param before the order as it was before the change */
  begin(before: Order): void {
    const { _id: id } = before;
    clearTimeout(this.#timers.get(id));
    this.#timers.set(
      id,
      setTimeout(() => this.end(id), LINGER_MS),
    );
    this.#set(new Map(this.#orders).set(id, [...(this.#orders.get(id) ?? []), before]));
  }

  end(id: string): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
    if (this.#orders.has(id)) this.#set(new Map([...this.#orders].filter(([other]) => other !== id)));
  }

  #set(orders: LingeringOrders): void {
    this.#orders = orders;
    for (const listener of this.#listeners) listener();
  }
}
