// Requests at a steady pace, also while earlier ones wait; each is written down with what is known of it.
import { ORDER_TRANSITIONS, type Order, type OrderStatus } from "@order-desk/contract";
import type { History, Outcome, RequestRecord } from "./history.js";
import type { Random } from "./random.js";

/** A client gives up after this long. */
const GIVE_UP_MS = 12_000;
const AGAIN_AFTER_MS = 150;
/** While so many wait, none is added: on a machine that cannot follow they would only grow old in the queue. */
const MOST_UNDER_WAY = 30;
/** A POST with a key is sent again until it is answered, for so long after the load has ended. */
const LAST_RETRY_MS = 60_000;

export type LoadOptions = {
  readonly history: History;
  readonly random: Random;
  /** Where the requests go, in turn. */
  readonly urls: readonly [string, ...string[]];
  readonly perSecond: number;
  readonly recipients?: number;
  /** From so many orders on none is created: they are changed and deleted. */
  readonly mostOrders?: number;
};

export type Load = {
  /** Resolves when every request was answered or given up. */
  readonly stop: () => Promise<void>;
  /** How many were answered ok. */
  readonly done: () => number;
};

type Known = { readonly id: string; status: OrderStatus; isBusy: boolean };
type Sent = { readonly method: string; readonly path: string; readonly body?: object; readonly key?: string };
type Answer = { readonly outcome: Outcome; readonly http?: number; readonly order?: Order };

async function send(url: string, { method, path, body, key }: Sent): Promise<Answer> {
  try {
    const answer = await fetch(url + path, {
      method,
      headers: {
        ...(body && { "Content-Type": "application/json" }),
        ...(key !== undefined && { "Idempotency-Key": key }),
      },
      ...(body && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(GIVE_UP_MS),
    });
    const http = answer.status;
    const text = await answer.text();
    if (http >= 500) return { outcome: "unknown", http };
    if (http >= 400) return { outcome: "fail", http };
    return { outcome: "ok", http, ...(http !== 204 && { order: JSON.parse(text) as Order }) };
  } catch {
    return { outcome: "unknown" };
  }
}

class Generator {
  readonly #options: LoadOptions;
  readonly #known: Known[] = [];
  readonly #underWay = new Set<Promise<void>>();
  #count = 0;
  #done = 0;
  #endsAt = Infinity;

  constructor(options: LoadOptions) {
    this.#options = options;
  }

  get done(): number {
    return this.#done;
  }

  one(): void {
    if (this.#underWay.size >= MOST_UNDER_WAY) return;
    const { random, mostOrders = Infinity } = this.#options;
    const marker = `m${(this.#count += 1)}`;
    const known = this.#known.length;
    const isNew = known < 5 || (known < mostOrders && random.chance(0.35));
    const done = (isNew ? this.#create(marker) : this.#change(marker)).finally(() =>
      this.#underWay.delete(done),
    );
    this.#underWay.add(done);
  }

  async end(): Promise<void> {
    this.#endsAt = Date.now() + LAST_RETRY_MS;
    await Promise.all(this.#underWay);
  }

  #url(turn: number): string {
    const { urls } = this.#options;
    return urls[turn % urls.length] ?? urls[0];
  }

  #note(at: number, request: Pick<RequestRecord, "op" | "marker" | "key" | "order" | "to">, answer: Answer) {
    const { history } = this.#options;
    const { outcome, http, order } = answer;
    if (outcome === "ok") this.#done += 1;
    history.add({
      ...{ kind: "request", at, endedAt: history.now(), ...request, outcome },
      ...(http !== undefined && { http }),
      ...(order && { order: order._id, version: order.version }),
    });
  }

  async #create(marker: string): Promise<void> {
    const { random, history, recipients = 12 } = this.#options;
    const key = random.chance(0.5) ? `key-${marker}` : undefined;
    const body = {
      customer_name: `New ${marker}`,
      customer_email: `c${random.int(1, recipients)}@customers.example`,
      product_name: marker,
      price: random.int(1, 500),
    };
    const sent = { method: "POST", path: "/api/orders", body, ...(key !== undefined && { key }) };
    const at = history.now();
    let turn = this.#count;
    let answer = await send(this.#url(turn), sent);
    // Only with its key may it be sent again without the risk of a second order.
    while (key !== undefined && answer.outcome === "unknown" && Date.now() < this.#endsAt) {
      await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER_MS));
      answer = await send(this.#url((turn += 1)), sent);
    }
    this.#note(at, { op: "post", marker, ...(key !== undefined && { key }) }, answer);
    if (answer.order) this.#known.push({ id: answer.order._id, status: answer.order.status, isBusy: false });
  }

  async #change(marker: string): Promise<void> {
    const { random, history } = this.#options;
    const known = this.#known[random.int(0, this.#known.length - 1)] as Known;
    // Mostly one change of an order at a time, sometimes two that race.
    if (known.isBusy && !random.chance(0.1)) return;
    known.isBusy = true;
    const { id } = known;
    const next = ORDER_TRANSITIONS[known.status] as readonly OrderStatus[];
    const [first] = next;
    const path = `/api/orders/${id}`;
    const at = history.now();
    const turn = this.#count;
    const named = { customer_name: marker };
    if (random.chance(0.08)) {
      const answer = await send(this.#url(turn), { method: "DELETE", path });
      this.#note(at, { op: "delete", marker, order: id }, answer);
      if (answer.outcome !== "fail") this.#forget(known);
    } else if (first && random.chance(0.6)) {
      const to = random.pick([first, ...next.slice(1)]);
      const answer = await send(this.#url(turn), { method: "PUT", path, body: { ...named, status: to } });
      this.#note(at, { op: "status", marker, order: id, to }, answer);
      if (answer.outcome !== "fail") known.status = to;
      if (answer.http === 404) this.#forget(known);
    } else {
      const answer = await send(this.#url(turn), { method: "PATCH", path, body: named });
      this.#note(at, { op: "patch", marker, order: id }, answer);
    }
    known.isBusy = false;
  }

  #forget(known: Known): void {
    const index = this.#known.indexOf(known);
    if (index >= 0) this.#known.splice(index, 1);
  }
}

export function startLoad(options: LoadOptions): Load {
  const generator = new Generator(options);
  const everyMs = 1_000 / options.perSecond;
  let dueAt = performance.now();
  // As many as are due: a timer alone falls behind in a busy process, and never makes up for it.
  const timer = setInterval(() => {
    for (; dueAt <= performance.now(); dueAt += everyMs) generator.one();
  }, everyMs);
  return {
    done: () => generator.done,
    async stop() {
      clearInterval(timer);
      await generator.end();
    },
  };
}
