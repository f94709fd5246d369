// Creating orders: gathered into flights, numbered, and once only where a key says so.
import { createHash } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import type { ChangeAuthor, NewOrder, Order } from "@order-desk/contract";
import type { Claim, IdempotencyModel } from "../models/IdempotencyKey.js";
import type { OrderModel } from "../models/Order.js";
import type { OrderFields } from "../models/orderUpdate.js";
import { newMark } from "../models/orderDocument.js";
import { REQUEST_DEADLINE_MS, whileUnavailable } from "./deadline.js";
import { DomainError, unavailable } from "./errors.js";
import { gatherWrites } from "./gatherWrites.js";
import { toNewFields } from "./orderRules.js";
import type { OrderNumbers } from "./orderNumbers.js";

/** An order whose number was taken by another writer is given another one this often. */
const NUMBER_ATTEMPTS = 12;
/** After so many taken numbers a whole range is in use: it is left behind. */
const SKIP_TAKEN_AFTER = 6;
/** How often to look for an order that another request is writing. */
const LOOK_EVERY_MS = 25;
/** So long a request needs at most, as a rule, from its claim to its order: later, its process may be gone. */
const FINISH_AFTER_MS = 1_000;

export type Created = { order: Order; replayed: boolean };

export type OrderCreationParts = {
  readonly orders: OrderModel;
  readonly idempotency: IdempotencyModel;
  readonly numbers: OrderNumbers;
  readonly shopCurrency: string;
};

type Claimed = Claim & { readonly replayed: boolean };
type NewFields = Omit<OrderFields, "order_number">;
type NewOrderWrite = { readonly fields: NewFields; readonly by: ChangeAuthor };

const noNumber = () => new Error("No free order number was found: is there another unique index?");

/** Gathers new orders into flights; an order whose number was taken meanwhile gets another one. */
function orderWriter({ orders, numbers }: OrderCreationParts) {
  type Outcome = PromiseSettledResult<Order>;
  const refused = (reason: unknown): Outcome => ({ status: "rejected", reason });

  async function insert(writes: readonly NewOrderWrite[], attempt = 1): Promise<Outcome[]> {
    const startedAt = Date.now();
    if (attempt > SKIP_TAKEN_AFTER) await numbers.skipTaken();
    const taken = await numbers.take(writes.length);
    // Their senders have been told to try again.
    if (Date.now() - startedAt > REQUEST_DEADLINE_MS) throw unavailable();
    const documents = writes.map(({ fields, by }, index) =>
      orders.newDocument({ order_number: taken[index] as number, ...fields }, newMark(by)),
    );
    const { duplicates, others } = await whileUnavailable(
      async () => await orders.insertMany(documents),
      startedAt + REQUEST_DEADLINE_MS,
    );
    const outcomes = documents.map((document, index): Outcome =>
      others.has(index)
        ? refused(others.get(index))
        : { status: "fulfilled", value: orders.toWire(document) },
    );
    const again = [...duplicates];
    if (again.length === 0) return outcomes;
    const rest = again.map((index) => writes[index] as NewOrderWrite);
    const settled =
      attempt < NUMBER_ATTEMPTS
        ? await insertOrRefuse(rest, attempt + 1)
        : rest.map(() => refused(noNumber()));
    again.forEach((index, position) => (outcomes[index] = settled[position] as Outcome));
    return outcomes;
  }

  // What the first attempt has written stays written, whatever becomes of the rest.
  const insertOrRefuse = async (writes: readonly NewOrderWrite[], attempt: number) =>
    await insert(writes, attempt).catch((error: unknown) => writes.map(() => refused(error)));

  return gatherWrites(insert);
}

export function orderCreation(parts: OrderCreationParts) {
  const { orders, idempotency, numbers, shopCurrency } = parts;
  const write = orderWriter(parts);

  /**
   * The order of whoever has claimed the key, or left it claimed. Undefined: the key is free again.
   * @param known what the key was found to be, right before.
   */
  async function claimedElsewhere(key: string, fingerprint: string, known?: Claim) {
    const startedAt = Date.now();
    for (let found = known; ; found = undefined) {
      found ??= await idempotency.find(key);
      const claim = found && { ...found, replayed: true };
      if (claim && (!claim.pending || claim.fingerprint !== fingerprint)) return claim;
      if (Date.now() - startedAt > FINISH_AFTER_MS)
        return claim?.pending && (await idempotency.finish(key, claim.pending)) === "written"
          ? claim
          : undefined;
      await setTimeout(LOOK_EVERY_MS);
    }
  }

  async function claim(key: string, fingerprint: string, { fields, by }: NewOrderWrite): Promise<Claimed> {
    const startedAt = Date.now();
    let number: number | undefined;
    for (let taken = 0; taken < NUMBER_ATTEMPTS;) {
      if (Date.now() - startedAt > REQUEST_DEADLINE_MS) throw unavailable();
      number ??= ((await numbers.take(1)) as [number])[0];
      const document = orders.newDocument({ order_number: number, ...fields }, newMark(by));
      const write = async () => await idempotency.write(key, document);
      if (!(await idempotency.claim(key, fingerprint, document))) {
        const claimed = await claimedElsewhere(key, fingerprint);
        if (claimed) return claimed;
      } else if ((await whileUnavailable(write, startedAt + REQUEST_DEADLINE_MS)) === "written") {
        return { fingerprint, order: orders.toWire(document), replayed: false };
      } else {
        number = undefined;
        if (++taken === SKIP_TAKEN_AFTER) await numbers.skipTaken();
      }
    }
    throw noNumber();
  }

  const createOnce = async (key: string, body: NewOrder, write: NewOrderWrite): Promise<Created> => {
    const fingerprint = createHash("sha256").update(JSON.stringify(body)).digest("base64url");
    const found = await idempotency.find(key);
    const claimed =
      (found && (await claimedElsewhere(key, fingerprint, found))) ?? (await claim(key, fingerprint, write));
    if (claimed.fingerprint !== fingerprint)
      throw new DomainError(
        "idempotency_key_reused",
        "This Idempotency-Key came with another body before. Use a new key for a new order.",
      );
    return { order: claimed.order, replayed: claimed.replayed };
  };

  return async (body: NewOrder, by: ChangeAuthor, idempotencyKey: string | undefined): Promise<Created> => {
    const one = { fields: toNewFields(body, shopCurrency), by };
    if (idempotencyKey !== undefined) return await createOnce(idempotencyKey, body, one);
    return { order: await write(one), replayed: false };
  };
}
