// How an order lies in the database, and its translation to and from the wire.
import {
  minorDigits,
  ORDER_STATUSES,
  toDecimal,
  type ChangeAuthor,
  type Order,
  type OrderStatus,
} from "@order-desk/contract";
import { ObjectId } from "mongodb";

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
};

/** Names one write of the product and who asked for it. */
export type WriteMark = { id: ObjectId; by: ChangeAuthor };
/** `version`: the one that the change led to. */
export type StatusChange = { id: ObjectId; version: number; from: OrderStatus; to: OrderStatus };

export const newMark = (by: ChangeAuthor): WriteMark => ({ id: new ObjectId(), by });

/** What may be found: a writer outside the API may have left fields out, or used the wire's `price`. */
export type StoredOrder = Partial<OrderDocument> & Pick<OrderDocument, "_id"> & { price?: number };

// The least that every reader relies on; a writer outside the API may leave fields out, not mistype them.
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

function knownCurrency(code: string | undefined, fallback: string): string {
  if (code === undefined) return fallback;
  try {
    minorDigits(code);
    return code;
  } catch {
    return fallback;
  }
}

// A writer outside the API can store what the wire cannot carry: NaN, a version of 1.5, a date of the year 300000.
const wholeOr = (value: number | undefined, fallback: number) =>
  Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : fallback;
const finiteOr = (value: number | undefined, fallback: number) =>
  Number.isFinite(value) ? (value as number) : fallback;
const timeOr = (value: Date | undefined, fallback: Date) =>
  value !== undefined && value.getTime() >= 0 && value.getUTCFullYear() <= 9999 ? value : fallback;

function amountsOf({ price_minor, total_minor, ...stored }: StoredOrder, currency: string) {
  const quantity = finiteOr(stored.quantity, 1);
  const price = finiteOr(price_minor === undefined ? stored.price : toDecimal(price_minor, currency), 0);
  const computed = Number((price * quantity).toFixed(minorDigits(currency)));
  const total = total_minor === undefined ? computed : toDecimal(total_minor, currency);
  return { quantity, price, total: finiteOr(total, computed) };
}

/** The wire's order; what an outside writer left out or mistyped is filled with the contract's defaults. Never throws. */
export function toOrder(stored: StoredOrder, shopCurrency: string): Order {
  const currency = knownCurrency(stored.currency, shopCurrency);
  const created = timeOr(stored.created_at, stored._id.getTimestamp());
  return {
    _id: stored._id.toHexString(),
    order_number: wholeOr(stored.order_number, 0),
    version: wholeOr(stored.version, 0),
    customer_name: stored.customer_name ?? "",
    customer_email: stored.customer_email ?? "",
    product_name: stored.product_name ?? "",
    ...amountsOf(stored, currency),
    currency,
    status: stored.status ?? "pending",
    created_at: created.toISOString(),
    updated_at: timeOr(stored.updated_at, created).toISOString(),
  };
}
