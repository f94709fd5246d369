// What the server says over Socket.IO. Plain clients need only the first argument.
import * as z from "zod/mini";
import { order, orderId, type Order } from "./order.js";
import { ORDER_STATUSES, orderStatus, type OrderCounts } from "./orderStatus.js";

/**
 * Position of a change in the stream, opaque to clients: hand it back in `auth.cursor` when reconnecting. Compared as
 * text, so small letters would sort wrongly.
 */
export const feedCursor = z.string().check(z.regex(/^[0-9A-F]{16,1024}$/));

export const eventMeta = z.object({
  cursor: feedCursor,
  version: z.int(),
  /** When the database committed the change, UTC ISO-8601. */
  committed_at: z.iso.datetime(),
  /** Names of the wire fields that this change touched; empty for a deletion. */
  changed: z.array(z.string()),
  /** The writer set a version below the one before: a client must not drop this as old. */
  rewound: z.optional(z.boolean()),
});
export type EventMeta = z.infer<typeof eventMeta>;

export const deletedOrder = z.object({ _id: orderId, order_number: z.int() });
export type DeletedOrder = z.infer<typeof deletedOrder>;

/**
 * Where this socket stands. `live`: a fresh connection, nothing to catch up; later: all is sent, with the delay, when it
 * passes a second, each second while it does, and when it no longer does. `replayed`: the missed events were sent just
 * before this. `refetch`: the cursor is too old, fetch again. `stale`: the server itself is behind by `lag_ms` (null:
 * unknown).
 */
export const feedState = z.object({
  state: z.enum(["live", "replayed", "refetch", "stale"]),
  cursor: z.nullable(feedCursor),
  lag_ms: z.nullable(z.number()),
  /** How many events were replayed. */
  missed: z.optional(z.int()),
});
export type FeedState = z.infer<typeof feedState>;

export const orderCounts = z.record(orderStatus, z.int());

/** A change of one order, as the tab keeps it. */
export type OrderEvent =
  | { readonly type: "order-created" | "order-updated"; readonly order: Order; readonly meta: EventMeta }
  | { readonly type: "order-deleted"; readonly order: DeletedOrder; readonly meta: EventMeta };

export interface ServerToClientEvents {
  "order-created": (order: Order, meta: EventMeta) => void;
  "order-updated": (order: Order, meta: EventMeta) => void;
  "order-deleted": (order: DeletedOrder, meta: EventMeta) => void;
  "feed-state": (state: FeedState) => void;
  /** Orders per status as of `feed-state`'s position; sent on connecting and, gathered, after changes. */
  "order-counts": (counts: OrderCounts) => void;
}

/** Clients only listen. */
export type ClientToServerEvents = Record<string, never>;

/** First and second argument of each order event, for parsing what arrives. */
export const orderEventPayload = {
  "order-created": z.tuple([order, eventMeta]),
  "order-updated": z.tuple([order, eventMeta]),
  "order-deleted": z.tuple([deletedOrder, eventMeta]),
} as const;
export type OrderEventName = keyof typeof orderEventPayload;

export const emptyCounts = (): OrderCounts =>
  Object.fromEntries(ORDER_STATUSES.map((status) => [status, 0])) as OrderCounts;
