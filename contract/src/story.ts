// The story of one order: each of its changes, by whom, and the mails that told the customer.
import * as z from "zod/mini";
import { mailSummary } from "./mail.js";
import { orderId } from "./order.js";
import { pageQuery } from "./listQuery.js";

/** `outside`: written past the API, straight into the database. `desk`: completed by the product after such a write. */
export const CHANGE_AUTHORS = ["api", "dashboard", "outside", "desk"] as const;
export const changeAuthor = z.enum(CHANGE_AUTHORS);
export type ChangeAuthor = z.infer<typeof changeAuthor>;

/**
 * `undone`: a change of status was taken back. `reconciled`: made while nobody could watch; only what it led to is known.
 */
export const STORY_KINDS = ["created", "updated", "undone", "deleted", "restored", "reconciled"] as const;
export const storyKind = z.enum(STORY_KINDS);
export type StoryKind = z.infer<typeof storyKind>;

const fieldValue = z.nullable(z.union([z.string(), z.number()]));

export const storyEntry = z.object({
  _id: z.string(),
  order_id: orderId,
  order_number: z.int(),
  version: z.int(),
  kind: storyKind,
  by: changeAuthor,
  /** When the database committed the change. */
  at: z.iso.datetime(),
  /** Fields of the order with the value before and after; null where there was none. */
  changes: z.array(z.object({ field: z.string(), from: fieldValue, to: fieldValue })),
  /** Of an undone change: the `_id` of the entry that it took back. */
  undoes: z.optional(z.string()),
  /** The mails that report this change, oldest first. */
  mails: z.array(mailSummary),
});
export type StoryEntry = z.infer<typeof storyEntry>;

/** The answer of GET /api/orders/:id/events, newest first. */
export const story = z.array(storyEntry);

export const storyQuery = pageQuery({});
export type StoryQuery = z.output<typeof storyQuery>;
