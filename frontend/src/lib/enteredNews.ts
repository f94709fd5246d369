// Orders that enter views one is told of, gathered: many that come together are one piece of news that grows.
import type { Order } from "@order-desk/contract";

/** Orders that come within this time of each other are told together. */
const TOGETHER_MS = 1_500;
const PACE_MS = 400;
/** An answer that takes longer than that is not waited for. */
const OWN_MAX_MS = 2_000;

/** An order, and the job that has brought it. */
type Arrival = { readonly order: Order; readonly job: string | undefined };

export type Entered = {
  readonly viewId: string;
  /** The same while more come to it, and in every tab that has not brought the first one itself. */
  readonly id: string;
  /** The first first. */
  readonly orders: readonly Order[];
  /** It has not been told before. */
  readonly isFirst: boolean;
};

type Burst = {
  readonly id: string;
  readonly orders: Map<string, Arrival>;
  /** Ids of those that were told of. */
  readonly told: Set<string>;
  lastAt: number;
};

const hasUntold = ({ orders, told }: Burst) => [...orders.keys()].some((id) => !told.has(id));

export type EnteredNewsParts = {
  readonly tell: (entered: Entered) => void;
  readonly isOwn: (arrival: Arrival) => boolean;
  /** When what this tab does by now is known as its own. */
  readonly settled: () => Promise<unknown>;
};

export class EnteredNews {
  readonly #parts: EnteredNewsParts;
  readonly #bursts = new Map<string, Burst>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: EnteredNewsParts) {
    this.#parts = parts;
  }

  add(viewId: string, arrival: Arrival): void {
    if (this.#parts.isOwn(arrival)) return;
    const { _id } = arrival.order;
    const now = Date.now();
    const last = this.#bursts.get(viewId);
    const burst =
      last && (hasUntold(last) || now - last.lastAt <= TOGETHER_MS)
        ? last
        : { id: `${viewId} ${_id}`, orders: new Map<string, Arrival>(), told: new Set<string>() };
    burst.orders.set(_id, arrival);
    this.#bursts.set(viewId, Object.assign(burst, { lastAt: now }));
    this.#timer ??= setTimeout(() => void this.#tellSettled(), PACE_MS);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#bursts.clear();
  }

  async #tellSettled(): Promise<void> {
    const late = new Promise((resolve) => setTimeout(resolve, OWN_MAX_MS));
    await Promise.race([this.#parts.settled(), late]);
    this.#timer = undefined;
    for (const [viewId, burst] of this.#bursts) this.#tell(viewId, burst);
  }

  #tell(viewId: string, burst: Burst): void {
    const { id, orders, told } = burst;
    for (const [orderId, arrival] of orders) if (this.#parts.isOwn(arrival)) orders.delete(orderId);
    if (orders.size === 0) this.#bursts.delete(viewId);
    if (!hasUntold(burst)) return;
    const isFirst = ![...orders.keys()].some((orderId) => told.has(orderId));
    for (const orderId of orders.keys()) told.add(orderId);
    this.#parts.tell({ viewId, id, orders: [...orders.values()].map(({ order }) => order), isFirst });
  }
}
