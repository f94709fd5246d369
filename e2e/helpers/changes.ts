// A shop at work: so many changes a second through the API and straight in the database, as a seed decides.
import { setTimeout } from "node:timers/promises";
import { ORDER_STATUSES, ORDER_TRANSITIONS, type OrderStatus } from "@order-desk/contract";
import { ObjectId } from "mongodb";
import { until } from "../../backend/test/helpers/wait.js";
import { random, type Random } from "../../drill/lib/random.js";
import { Refused, type Api } from "./api.js";
import type { OrderDocument, StoredOrders } from "./database.js";

/** First words of the customers' names, to be searched for. */
const WORDS = ["Maple", "Birch", "Larch"] as const;
/** The script leaves these customers' orders alone. */
export const KEPT = "kept";

type Shop = { readonly api: Api; readonly stored: StoredOrders };
type Tally = Record<keyof typeof KINDS | "refused", number>;

export type Changer = {
  readonly done: () => number;
  /** Does `work` while nothing changes. */
  readonly calm: (work: () => Promise<void>) => Promise<void>;
  readonly stop: () => Promise<Tally>;
};

/** How often each kind of change comes, of a hundred. */
const KINDS = {
  ...{ create: 27, status: 24, edit: 20, remove: 11 },
  ...{ insertStored: 5, setStored: 9, removeStored: 4 },
} as const;
type Kind = keyof typeof KINDS;

/** Orders are found again by their ids only: somebody else may have changed or deleted them. */
class Script {
  readonly #ids: string[] = [];
  readonly #random: Random;
  #made = 0;
  readonly tally: Tally = { ...this.#zero(), refused: 0 };

  constructor(
    readonly shop: Shop,
    seed: number,
  ) {
    this.#random = random(seed);
  }

  #zero(): Record<Kind, number> {
    return Object.fromEntries(Object.keys(KINDS).map((kind) => [kind, 0])) as Record<Kind, number>;
  }

  know(ids: readonly string[]): void {
    this.#ids.push(...ids);
  }

  async one(): Promise<void> {
    const kind = this.#kind();
    try {
      await this.#acts[kind]();
      this.tally[kind] += 1;
    } catch (error) {
      // Somebody else was there before: it is gone, or has a status that this one cannot follow.
      if (!(error instanceof Refused) || ![404, 409, 422].includes(error.status)) throw error;
      this.tally.refused += 1;
    }
  }

  #kind(): Kind {
    let left = this.#random.int(0, 99);
    for (const [kind, share] of Object.entries(KINDS) as [Kind, number][]) {
      if (left < share) return kind;
      left -= share;
    }
    return "create";
  }

  #fields() {
    const name = `${this.#random.pick(WORDS)} ${(this.#made += 1)}`;
    return { customer_name: name, product_name: `Board ${this.#random.int(1, 9)}` };
  }

  readonly #status = (): OrderStatus => this.#random.pick(ORDER_STATUSES);
  readonly #known = (): string => this.#ids[this.#random.int(0, this.#ids.length - 1)]!;
  readonly #forget = (id: string) => void this.#ids.splice(this.#ids.indexOf(id), 1);

  readonly #acts: Readonly<Record<Kind, () => Promise<void>>> = {
    create: async () => {
      const money = { price: this.#random.int(1, 300), currency: "USD" };
      const status = this.#random.chance(0.7) ? "pending" : this.#status();
      this.know([(await this.shop.api.create({ ...this.#fields(), ...money, status }))._id]);
    },
    status: async () => {
      const { _id, status } = await this.shop.api.get(this.#known());
      const [next = status, ...others] = ORDER_TRANSITIONS[status];
      await this.shop.api.change(_id, { status: this.#random.pick([next, ...others]) });
    },
    edit: async () => {
      const fields = this.#random.chance(0.6) ? this.#fields() : { price: this.#random.int(1, 300) };
      await this.shop.api.change(this.#known(), fields);
    },
    remove: async () => {
      const id = this.#known();
      this.#forget(id);
      await this.shop.api.remove(id);
    },
    insertStored: async () => {
      const document = { ...storedOrder(this.tally.insertStored), ...this.#fields(), status: this.#status() };
      await this.shop.stored.orders.insertOne(document);
      this.know([document._id.toHexString()]);
    },
    setStored: async () => {
      const set = this.#random.chance(0.5) ? { status: this.#status() } : this.#fields();
      const at = this.#random.chance(0.5) ? { updated_at: new Date() } : {};
      const _id = new ObjectId(this.#known());
      await this.shop.stored.orders.updateOne({ _id }, { $set: { ...set, ...at } });
    },
    removeStored: async () => {
      const id = this.#known();
      this.#forget(id);
      await this.shop.stored.orders.deleteOne({ _id: new ObjectId(id) });
    },
  };
}

/** Below the numbers that the API gives out. */
function storedOrder(index: number): OrderDocument {
  const at = new Date();
  return {
    ...{ _id: new ObjectId(), order_number: 500 + index, version: 1 },
    ...{ customer_name: "", customer_email: `past-${index}@example.com`, product_name: "" },
    ...{ quantity: 1, price_minor: 7_700, total_minor: 7_700, currency: "USD", status: "pending" },
    ...{ created_at: at, updated_at: at },
  };
}

/** @param perSecond what was late is made up for */
export async function startChanges(shop: Shop, seed: number, perSecond: number): Promise<Changer> {
  const script = new Script(shop, seed);
  const wild = shop.stored.orders.find({ customer_name: { $not: new RegExp(KEPT) } }).sort({ _id: 1 });
  script.know((await wild.toArray()).map(({ _id }) => _id.toHexString()));
  let done = 0;
  let isPaused = false;
  let isStopped = false;
  let busy: Promise<void> | undefined;

  const run = async () => {
    let due = performance.now();
    while (!isStopped) {
      await setTimeout(Math.max(1, due - performance.now()));
      due += 1000 / perSecond;
      if (isPaused) {
        due = Math.max(due, performance.now());
        continue;
      }
      busy = script.one();
      await busy;
      done += 1;
    }
  };
  const running = run();
  // Told by stop().
  running.catch(() => undefined);
  return {
    done: () => done,
    async calm(work) {
      isPaused = true;
      await busy;
      await work();
      isPaused = false;
    },
    async stop() {
      isStopped = true;
      await running;
      return script.tally;
    },
  };
}

/** Waits until so many changes have been made since. */
export async function afterChanges(changer: Changer, count: number): Promise<void> {
  const target = changer.done() + count;
  await until(`${target} changes`, () => changer.done() >= target, 60_000);
}
