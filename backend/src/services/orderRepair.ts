// Handler of the durable worker: what a writer outside the API forgot is filled in, as a change of the desk's own.
import type { Order } from "@order-desk/contract";
import type { Logger } from "pino";
import type { OrderChange } from "../models/orderChange.js";
import { newMark, toDocument, type StoredOrder } from "../models/orderDocument.js";
import type { RepairedFields } from "../models/orderUpkeep.js";
import type { ChangeHandler } from "./changeWorker.js";

export type OrderRepairParts = {
  /** Applies while the order is still as `seen`; false when it has moved on, or a number was taken. */
  readonly repair: (seen: StoredOrder, fields: RepairedFields) => Promise<boolean>;
  readonly takeNumber: () => Promise<number>;
  readonly logger: Logger;
};

const same = (one: unknown, other: unknown) =>
  one instanceof Date && other instanceof Date ? one.getTime() === other.getTime() : one === other;

const KEPT = [
  "customer_name",
  "customer_email",
  "product_name",
  "quantity",
  "currency",
  "status",
  "price_minor",
  "total_minor",
  "created_at",
] as const;

/** What has to be filled in; undefined when nothing. `order`: the same as the wire shows it, defaults filled in. */
export function toRepair(
  seen: StoredOrder,
  order: Order,
  before: Order | undefined,
  committedAt: Date,
): RepairedFields | undefined {
  const read = toDocument(order);
  const whole = { ...read, total_minor: Math.round(read.price_minor * read.quantity) };
  const differing = KEPT.filter((name) => !same(seen[name], whole[name]));
  const wantsVersion = order.version <= (before?.version ?? 0);
  const wantsTime = seen.updated_at === undefined || before?.updated_at === order.updated_at;
  if (differing.length === 0 && !wantsVersion && !wantsTime) return undefined;
  return {
    ...Object.fromEntries(differing.map((name) => [name, whole[name]])),
    // This change counts as one more than the one that it completes.
    version: Math.max(order.version, before?.version ?? 0) + 1,
    updated_at: committedAt,
  };
}

export function orderRepair({ repair, takeNumber, logger }: OrderRepairParts): ChangeHandler {
  async function complete({ stored, after, before, committedAt }: OrderChange): Promise<void> {
    if (!stored || !after) return;
    const found = toRepair(stored, after, before, new Date(committedAt));
    const needsNumber = after.order_number === 0;
    if (!found && !needsNumber) return;
    const fields = {
      version: after.version + 1,
      updated_at: new Date(committedAt),
      ...found,
      ...(needsNumber && { order_number: await takeNumber() }),
      last_write: newMark("desk"),
    };
    if (await repair(stored, fields))
      logger.info({ order_id: after._id }, "A write made outside the API was completed");
  }

  return {
    name: "order repair",
    async handle(changes) {
      for (const change of changes) if (change.by === "outside") await complete(change);
    },
  };
}
