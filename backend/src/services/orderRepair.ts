// Handler of the durable worker: what a writer outside the API forgot is filled in, as a change of the desk's own.
import type { Order } from "@order-desk/contract";
import type { Logger } from "pino";
import type { OrderChange } from "../models/orderChange.js";
import { newMark, toDocument, type StoredOrder } from "../models/orderDocument.js";
import type { RepairedFields } from "../models/orderUpkeep.js";
import type { ChangeHandler } from "./changeWorker.js";

export type OrderRepairParts = {
  /** Applies while the order is still as `seen`. */
  readonly repair: (
    seen: StoredOrder,
    fields: RepairedFields,
  ) => Promise<"done" | "moved on" | "number taken">;
  /** @param skip leaves behind the range in which numbers were taken. */
  readonly takeNumber: (skip: boolean) => Promise<number>;
  readonly logger: Logger;
};

/** A number that was taken is followed by the next one, then by one beyond all that are in use. */
const NUMBER_ATTEMPTS = [false, false, true, true];

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

/** An order as it was found, and what is known of the change that made it so. */
export type Found = Pick<OrderChange, "stored" | "after" | "before" | "by" | "committedAt">;
type Seen = Pick<OrderChange, "before" | "by"> & { readonly stored: StoredOrder; readonly after: Order };

/**
 * What has to be filled in; undefined when nothing. `after`: the same as `stored`, as the wire shows it. A change through the
 * API has its version and its time; it may have come before a change outside it was completed, and lack the rest.
 */
export function toRepair(
  { stored: seen, after: order, before, by }: Seen,
  committedAt: Date,
): RepairedFields | undefined {
  const isOutside = by === "outside";
  const read = toDocument(order);
  const whole = { ...read, total_minor: Math.round(read.price_minor * read.quantity) };
  const differing = KEPT.filter((name) => !same(seen[name], whole[name]));
  const wantsVersion = isOutside && order.version <= (before?.version ?? 0);
  const wantsTime = isOutside && (seen.updated_at === undefined || before?.updated_at === order.updated_at);
  if (differing.length === 0 && !wantsVersion && !wantsTime) return undefined;
  return {
    ...Object.fromEntries(differing.map((name) => [name, whole[name]])),
    // This change counts as one more than the one that it completes.
    version: Math.max(order.version, before?.version ?? 0) + 1,
    updated_at: committedAt,
  };
}

export function orderRepair({ repair, takeNumber, logger }: OrderRepairParts) {
  /** Fills in what it lacks, while it is still as it was found. */
  async function complete({ stored, after, before, by, committedAt }: Found): Promise<void> {
    if (!stored || !after) return;
    const found = toRepair({ stored, after, before, by }, new Date(committedAt));
    const needsNumber = after.order_number === 0;
    if (!found && !needsNumber) return;
    const fields = {
      version: after.version + 1,
      updated_at: new Date(committedAt),
      ...found,
      last_write: newMark("desk"),
    };
    for (const skip of NUMBER_ATTEMPTS) {
      const number = needsNumber && { order_number: await takeNumber(skip) };
      const outcome = await repair(stored, { ...fields, ...number });
      if (outcome === "number taken") continue;
      if (outcome === "done")
        logger.info({ order_id: after._id }, "A write made outside the API was completed");
      return;
    }
    throw new Error("No free order number was found");
  }

  const handler: ChangeHandler = {
    name: "order repair",
    async handle(changes) {
      // Also those of the API: one may have come before a change outside it was completed.
      for (const change of changes) await complete(change);
    },
  };
  return { complete, handler };
}
