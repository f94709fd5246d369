// Handler of the durable worker: what a writer outside the API forgot is filled in, as a change of the desk's own.
import { minorDigits, type Order } from "@order-desk/contract";
import type { Logger } from "pino";
import type { OrderChange } from "../models/orderChange.js";
import { newMark, type StoredOrder } from "../models/orderDocument.js";
import type { RepairedFields } from "../models/orderUpkeep.js";
import type { ChangeHandler } from "./changeWorker.js";

export type OrderRepairParts = {
  /** Applies while the order is still as `seen`; false when it has moved on, or a number was taken. */
  readonly repair: (seen: StoredOrder, fields: RepairedFields) => Promise<boolean>;
  readonly takeNumber: () => Promise<number>;
  readonly logger: Logger;
};

const toMinorUnits = (amount: number, currency: string) => Math.round(amount * 10 ** minorDigits(currency));

/** What has to be filled in; undefined when nothing. `order`: the same as the wire shows it, defaults filled in. */
export function toRepair(
  seen: StoredOrder,
  order: Order,
  before: Order | undefined,
  committedAt: Date,
): RepairedFields | undefined {
  const fields: RepairedFields = {};
  const { currency, quantity } = order;
  const price_minor = Number.isSafeInteger(seen.price_minor)
    ? (seen.price_minor as number)
    : toMinorUnits(order.price, currency);
  const total_minor = Math.round(price_minor * quantity);
  if (seen.price_minor !== price_minor) fields.price_minor = price_minor;
  if (seen.total_minor !== total_minor) fields.total_minor = total_minor;
  for (const name of [
    "customer_name",
    "customer_email",
    "product_name",
    "quantity",
    "currency",
    "status",
  ] as const)
    if (seen[name] === undefined) Object.assign(fields, { [name]: order[name] });
  if (seen.created_at === undefined) fields.created_at = new Date(order.created_at);
  const wantsVersion = order.version <= (before?.version ?? 0);
  const wantsTime = seen.updated_at === undefined || before?.updated_at === order.updated_at;
  if (Object.keys(fields).length === 0 && !wantsVersion && !wantsTime) return undefined;
  return {
    ...fields,
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
