// How an order lies in the database, and its translation to and from the wire.
import {
  minorDigits,
  ORDER_STATUSES,
  toDecimal,
  type ChangeAuthor,
  type Order,
  type OrderStatus,
} from "@order-desk/contract";
import { Decimal128, Long, ObjectId } from "mongodb";
import type { StoredTerms } from "./storedTerms.js";

/** An order as the API writes it. Amounts are integers in the currency's minor units. */
export type OrderDocument = {
  _id: ObjectId;
  order_number: number;
  /** Rises by one at each change made through the API; starts at 1. */
  version: number;
  customer_name: string;
  customer_email: string;
  product_name: string;
  quantity: number;
  price_minor: number;
  total_minor: number;
  currency: string;
  status: OrderStatus;
  created_at: Date;
  updated_at: Date;
  /** New with each write of the product: a change without a new one was written past the API. */
  last_write?: WriteMark;
  /** Each change of status made through the API, oldest first: what mails there have to be, whatever history is lost. */
  status_changes?: StatusChange[];
  /** What queries find it by. */
  terms?: StoredTerms;
};

/**
 * Names one write of the product and who asked for it. `undoes`: id of the change of status that it takes back. `job`: the
 * one that it is part of.
 */
export type WriteMark = { id: ObjectId; by: ChangeAuthor; undoes?: ObjectId; job?: ObjectId };
/** `version`: the one that the change led to. */
export type StatusChange = {
  id: ObjectId;
  version: number;
  from: OrderStatus;
  to: OrderStatus;
  /** Until then it can be taken back, and its mail waits; absent when it cannot. */
  undo_until?: Date;
  /** The job that made it: its own time to be taken back counts too. */
  job?: ObjectId;
  /** The version to which taking it back led. */
  undone_version?: number;
  /** It can no longer be taken back: its mail is on its way. */
  closed?: boolean;
};

export const newMark = (by: ChangeAuthor): WriteMark => ({ id: new ObjectId(), by });
export const objectIdOf = (hex: string) => new ObjectId(hex);
/** For a write that may be repeated by whoever finds it half done. */
export const markWithId = (hex: string, by: ChangeAuthor, job?: string): WriteMark => ({
  id: objectIdOf(hex),
  by,
  ...(job !== undefined && { job: objectIdOf(job) }),
});

/** What may be found: a writer outside the API may have left fields out, mistyped them, or used the wire's `price`. */
export type StoredOrder = Partial<Readonly<Record<keyof OrderDocument | "price", unknown>>>;

// A writer outside the API may leave fields out. It cannot mistype them either, unless it bypasses the validation or
// the document was there, and wrong, before.
export const ORDER_VALIDATOR = {
  $jsonSchema: {
    bsonType: "object",
    properties: {
      _id: { bsonType: "objectId" },
      ...Object.fromEntries(
        ["customer_name", "customer_email", "product_name", "currency"].map((name) => [
          name,
          { bsonType: "string" },
        ]),
      ),
      ...Object.fromEntries(
        ["order_number", "version", "quantity", "price_minor", "total_minor", "price"].map((name) => [
          name,
          { bsonType: ["int", "long", "double"] },
        ]),
      ),
      ...Object.fromEntries(["created_at", "updated_at"].map((name) => [name, { bsonType: "date" }])),
      status: { enum: [...ORDER_STATUSES] },
    },
  },
};

/** The lowest id: a range from here on holds every order, and no document whose `_id` is none of ours. */
export const FIRST_ID = new ObjectId("0".repeat(24));

function knownCurrency(code: unknown, fallback: string): string {
  if (typeof code !== "string") return fallback;
  try {
    minorDigits(code);
    return code;
  } catch {
    return fallback;
  }
}

const isStatus = (value: unknown): value is OrderStatus =>
  (ORDER_STATUSES as readonly unknown[]).includes(value);
const textOf = (value: unknown) => (typeof value === "string" ? value : "");

/** Undefined for what is no number, or none that the wire can carry. */
function numberOf(value: unknown): number | undefined {
  const isWrapped = value instanceof Long || value instanceof Decimal128;
  const number = isWrapped ? Number(value.toString()) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : undefined;
}
function wholeOf(value: unknown): number {
  const number = numberOf(value) ?? 0;
  return Number.isSafeInteger(number) && number >= 0 ? number : 0;
}
/** The times that RFC 3339 can write, from 1970 on. */
export const READABLE_TIME = { $gte: new Date(0), $lte: new Date("9999-12-31T23:59:59.999Z") } as const;
const timeOr = (value: unknown, fallback: Date) =>
  value instanceof Date && value >= READABLE_TIME.$gte && value <= READABLE_TIME.$lte ? value : fallback;

function amountsOf(stored: StoredOrder, currency: string) {
  const decimalOf = (minor: unknown) => {
    const number = numberOf(minor);
    return number === undefined ? undefined : toDecimal(number, currency);
  };
  const quantity = numberOf(stored.quantity) ?? 1;
  const price = decimalOf(stored.price_minor) ?? numberOf(stored.price) ?? 0;
  const computed = () => numberOf(Number((price * quantity).toFixed(minorDigits(currency)))) ?? 0;
  return { quantity, price, total: decimalOf(stored.total_minor) ?? computed() };
}

/**
 * The wire's order; what an outside writer left out or mistyped is filled with the contract's defaults. Never throws.
 * A document whose `_id` is no ObjectId is no order: reads leave it out (FIRST_ID).
 */
export function toOrder(stored: StoredOrder, shopCurrency: string): Order {
  const currency = knownCurrency(stored.currency, shopCurrency);
  const id = stored._id instanceof ObjectId ? stored._id : FIRST_ID;
  const created = timeOr(stored.created_at, id.getTimestamp());
  return {
    _id: id.toHexString(),
    order_number: readNumber(stored),
    version: readVersion(stored),
    customer_name: textOf(stored.customer_name),
    customer_email: textOf(stored.customer_email),
    product_name: textOf(stored.product_name),
    ...amountsOf(stored, currency),
    currency,
    status: readStatus(stored),
    created_at: created.toISOString(),
    updated_at: timeOr(stored.updated_at, created).toISOString(),
  };
}

/** An order as it was read, in the types of the validator. */
export function toDocument({ _id, price, total, created_at, updated_at, ...order }: Order): OrderDocument {
  const minor = (amount: number) => Math.round(amount * 10 ** minorDigits(order.currency));
  return {
    _id: new ObjectId(_id),
    ...order,
    price_minor: minor(price),
    total_minor: minor(total),
    created_at: new Date(created_at),
    updated_at: new Date(updated_at),
  };
}

/** As the wire shows it. */
export const readVersion = ({ version }: StoredOrder) => wholeOf(version);
export const readNumber = ({ order_number }: StoredOrder) => wholeOf(order_number);
export const readStatus = ({ status }: StoredOrder): OrderStatus => (isStatus(status) ? status : "pending");

const isMark = (value: unknown): value is WriteMark =>
  typeof value === "object" && value !== null && (value as WriteMark).id instanceof ObjectId;

/** The mark of the product's last write; undefined when there is none. */
export const markOf = ({ last_write }: StoredOrder): WriteMark | undefined =>
  isMark(last_write) ? last_write : undefined;

export const statusChangesOf = ({ status_changes }: StoredOrder): StatusChange[] =>
  Array.isArray(status_changes)
    ? status_changes.filter(isMark).map((one) => one as unknown as StatusChange)
    : [];
