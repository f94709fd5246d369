// What the server says over Socket.IO. Plain clients need only the first argument.
import * as z from "zod/mini";
import type { BulkJob } from "./bulk.js";
import { countsOf } from "./counts.js";
import type { MailSummary } from "./mail.js";
import { order, orderId, type Order } from "./order.js";
import { ORDER_STATUSES, type OrderCounts } from "./orderStatus.js";
import type { StoryEntry } from "./story.js";
import type { ListCounts } from "./listCounts.js";
import type { WatchedList } from "./watchedLists.js";

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
  /**
   * Names of the wire fields that this change touched. Empty for a deletion, and where nothing changed but that queries
   * find the order now: it was written past the API.
   */
  changed: z.array(z.string()),
  /** What the changed fields were before: by it one can tell what the change meant for a list. Absent where that is unknown. */
  before: z.optional(z.partial(order)),
  /** The job that made or changed the order, or took that back; absent for a deletion, and for what was done one by one. */
  job: z.optional(orderId),
  /** The writer set a version below the one before: a client must not drop this as old. */
  rewound: z.optional(z.boolean()),
});
export type EventMeta = z.infer<typeof eventMeta>;

export const deletedOrder = z.object({ _id: orderId, order_number: z.int() });
export type DeletedOrder = z.infer<typeof deletedOrder>;

/** A feed that is further behind than this is `stale`: tabs must hear of it within 5 s (SCREENS). */
export const STALE_AFTER_MS = 4_500;

/**
 * Where this socket stands. `live`: a fresh connection, nothing to catch up; later: all is sent, with the delay, when it
 * passes a second, each second while it does, and when it no longer does. `replayed`: the missed events were sent just
 * before this. `refetch`: the cursor is too old, fetch again. `stale`, or any other with a `lag_ms` above STALE_AFTER_MS:
 * the server itself is behind by `lag_ms` (null: unknown).
 */
export const feedState = z.object({
  state: z.enum(["live", "replayed", "refetch", "stale"]),
  cursor: z.nullable(feedCursor),
  lag_ms: z.nullable(z.number()),
  /** How many events were replayed. */
  missed: z.optional(z.int()),
  /** With `refetch`: wait a random part of this time first, so that many tabs do not ask at once. */
  spread_ms: z.optional(z.int()),
});
export type FeedState = z.infer<typeof feedState>;

export const orderCounts = countsOf(ORDER_STATUSES);

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
  /** To followers of this order: a new entry of its story. */
  "story-entry": (entry: StoryEntry) => void;
  /** To followers of the mails, or of its order: a mail as it is now. */
  "mail-changed": (mail: MailSummary) => void;
  /** To followers of the jobs: one as it is now. */
  "job-changed": (job: BulkJob) => void;
  /** To followers of the views: fetch them again. */
  "views-changed": () => void;
  /** Of the lists that this socket has counted, those whose numbers are news to it. May lag by 2 s; by 5 s where only time passed. */
  "list-counts": (counts: ListCounts) => void;
  /** Followers may have missed something: fetch what is followed again. */
  "follow-reset": () => void;
  /** The server goes away: connect again after a random part of this time, so that not all come back at once. */
  "server-closing": (hint: ClosingHint) => void;
}

export const closingHint = z.object({ reconnect_within_ms: z.int() });
export type ClosingHint = z.infer<typeof closingHint>;

/** What a client may follow beside the orders: all mails, the jobs, the views, or one order's story with its mails. */
export const followTopic = z.union([
  z.literal(["mails", "jobs", "views"]),
  z.templateLiteral(["order:", orderId]),
]);
export type FollowTopic = z.infer<typeof followTopic>;
/** A socket may follow so many at a time; more are refused. */
export const FOLLOWED_MAX = 8;

/** `done(true)`: from now on what happens there is told; what happened before is to be fetched. */
export interface ClientToServerEvents {
  follow: (topic: FollowTopic, done: (followed: boolean) => void) => void;
  unfollow: (topic: FollowTopic) => void;
  /** Which lists are to be counted from now on, instead of those before. `done(false)`: they are malformed or too many. */
  "watch-counts": (lists: readonly WatchedList[], done: (watched: boolean) => void) => void;
}

/** First and second argument of each order event, for parsing what arrives. */
export const orderEventPayload = {
  "order-created": z.tuple([order, eventMeta]),
  "order-updated": z.tuple([order, eventMeta]),
  "order-deleted": z.tuple([deletedOrder, eventMeta]),
} as const;
export type OrderEventName = keyof typeof orderEventPayload;

export const emptyCounts = (): OrderCounts =>
  Object.fromEntries(ORDER_STATUSES.map((status) => [status, 0])) as OrderCounts;
