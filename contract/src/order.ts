// An order on the wire, and what a client may send to create or change one.
import * as z from "zod/mini";
import { currencyCode, PRICE_MAX } from "./money.js";
import { orderStatus } from "./orderStatus.js";
import { emailAddress, NAME_MAX, oneLine } from "./text.js";

/** Highest number of pieces in one order. */
export const QUANTITY_MAX = 1_000_000;
/** The first order number a new shop gives out. */
export const FIRST_ORDER_NUMBER = 1001;

const unknownFields = (issue: { readonly code?: string }) =>
  issue.code === "unrecognized_keys" ? "This field is not known here" : "The body must be a JSON object";

const number = (what: string) => (issue: { readonly input?: unknown }) =>
  issue.input === undefined ? `${what} is required` : `${what} must be a number`;

const quantity = z
  .number({ error: number("The quantity") })
  .check(
    z.refine(Number.isInteger, "The quantity must be a whole number"),
    z.gte(1, "The quantity must be at least 1"),
    z.lte(QUANTITY_MAX, `The quantity must be at most ${QUANTITY_MAX}`),
  );

const price = z
  .number({ error: number("The price") })
  .check(
    z.gte(0, "The price must not be negative"),
    z.lte(PRICE_MAX, `The price must be at most ${PRICE_MAX}`),
  );

/** What a client may set; the server owns every other field. */
const editable = {
  customer_name: oneLine("The customer's name", NAME_MAX),
  customer_email: emailAddress,
  product_name: oneLine("The product's name", NAME_MAX),
  quantity,
  price,
  currency: currencyCode,
  status: orderStatus,
};

export const EDITABLE_FIELDS = Object.keys(editable) as (keyof typeof editable)[];

/** The body of POST. `currency` falls back to the shop's own (setting CURRENCY). */
export const createOrderBody = z.strictObject(
  {
    ...editable,
    quantity: z._default(quantity, 1),
    price: z._default(price, 0),
    currency: z.optional(currencyCode),
    status: z._default(orderStatus, "pending"),
  },
  { error: unknownFields },
);
export type CreateOrderBody = z.input<typeof createOrderBody>;
export type NewOrder = z.output<typeof createOrderBody>;

const ignored = z.optional(z.unknown());

/** The body of PUT and PATCH: the given fields change; fields that the server owns are ignored, others refused. */
export const updateOrderBody = z.strictObject(
  {
    ...z.partial(z.object(editable)).shape,
    _id: ignored,
    order_number: ignored,
    version: ignored,
    total: ignored,
    created_at: ignored,
    updated_at: ignored,
  },
  { error: unknownFields },
);
export type OrderChanges = Partial<Pick<Order, (typeof EDITABLE_FIELDS)[number]>>;

/** 24 hex digits of an ObjectId. */
export const orderId = z.string().check(z.regex(/^[0-9a-f]{24}$/i, "An order id has 24 hexadecimal digits"));

/**
 * An order as every answer and event carries it. What comes out is looser than what may go in:
 * an order written straight into the database is shown as it is. `version` 0 means that its
 * writer set none.
 */
export const order = z.object({
  _id: orderId,
  order_number: z.int(),
  version: z.int().check(z.gte(0)),
  customer_name: z.string(),
  customer_email: z.string(),
  product_name: z.string(),
  quantity: z.number(),
  price: z.number(),
  currency: z.string(),
  total: z.number(),
  status: orderStatus,
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});
export type Order = z.infer<typeof order>;

export const orderList = z.array(order);

/** The answer to a change. */
export const changedOrder = z.extend(order, {
  /** Until then it can be taken back, by the server's clock, as is `updated_at`; absent when it cannot. */
  undo_until: z.optional(z.iso.datetime()),
});
export type ChangedOrder = z.infer<typeof changedOrder>;

/** The body of `POST /api/orders/:id/undo`: the version that the change led to. */
export const undoBody = z.strictObject(
  {
    version: z
      .number("version must be the one that the change led to")
      .check(
        z.refine(
          (version) => Number.isSafeInteger(version) && version >= 1,
          "version must be the one that the change led to",
        ),
      ),
  },
  { error: unknownFields },
);
