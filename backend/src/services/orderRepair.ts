// Handler of the durable worker: what a writer outside the API forgot is filled in, as a change of the desk's own.
import { toDecimal, type Order } from "@order-desk/contract";
import type { Logger } from "pino";
import { showsNothing, type OrderChange } from "../models/orderChange.js";
import { newMark, toDocument, type StoredOrder } from "../models/orderDocument.js";
import type { RepairedFields } from "../models/orderUpkeep.js";
import { hasTerms, toStoredTerms } from "../models/storedTerms.js";
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
/** One that is there. */
type Seen = Found & { readonly stored: StoredOrder; readonly after: Order };

/** `shown`: the order with the fields filled in. */
type Repair = { readonly fields: RepairedFields; readonly shown: Order };

/**
 * What has to be filled in, a number and the terms aside; undefined when nothing. `after`: the same as `stored`, as the wire
 * shows it. A change through the API has its version and its time; it may have come before a change outside it was
 * completed, and lack the rest. Terms alone are filled in without a new version: nobody is shown a difference.
 */
function toRepair(found: Seen): Repair | undefined {
  const { stored: seen, after: order, before, by, committedAt } = found;
  const isOutside = by === "outside" && !showsNothing(found);
  const read = toDocument(order);
  const whole = { ...read, total_minor: Math.round(read.price_minor * read.quantity) };
  const shown = { ...order, total: toDecimal(whole.total_minor, order.currency) };
  const differing = KEPT.filter((name) => !same(seen[name], whole[name]));
  const wantsVersion = isOutside && order.version <= (before?.version ?? 0);
  const wantsTime = isOutside && (seen.updated_at === undefined || before?.updated_at === order.updated_at);
  if (differing.length === 0 && !wantsVersion && !wantsTime && hasNumber(order))
    return hasTerms(seen, shown) ? undefined : { fields: {}, shown };
  const fields = {
    ...Object.fromEntries(differing.map((name) => [name, whole[name]])),
    // This change counts as one more than the one that it completes.
    version: Math.max(order.version, before?.version ?? 0) + 1,
    updated_at: new Date(committedAt),
    last_write: newMark("desk"),
  };
  return { fields, shown };
}

const hasNumber = ({ order_number }: Order) => order_number !== 0;
const isPresent = (found: Found): found is Seen => found.stored !== undefined && found.after !== undefined;

export function orderRepair({ repair, takeNumber, logger }: OrderRepairParts) {
  async function apply({ stored, after }: Seen, { fields, shown }: Repair): Promise<void> {
    for (const skip of NUMBER_ATTEMPTS) {
      const order_number = hasNumber(after) ? after.order_number : await takeNumber(skip);
      const terms = { ...toStoredTerms({ ...shown, order_number }), late: true as const };
      const number = !hasNumber(after) && { order_number };
      const outcome = await repair(stored, { ...fields, ...number, terms });
      if (outcome === "number taken") continue;
      if (outcome === "done")
        logger.info({ order_id: after._id }, "A write made outside the API was completed");
      return;
    }
    throw new Error("No free order number was found");
  }

  /**
   * Fills in what each lacks, while it is still as it was found. Also those of the API: one may have come before a change
   * outside it was completed.
   */
  async function complete(all: readonly Found[]): Promise<void> {
    for (const found of all) {
      const wanted = isPresent(found) && toRepair(found);
      if (wanted) await apply(found, wanted);
    }
  }

  const handler: ChangeHandler = { name: "order repair", handle: complete };
  return { complete, handler };
}
