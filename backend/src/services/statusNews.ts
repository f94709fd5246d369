// The changes of status that a customer has to hear of.
import type { Order, OrderStatus } from "@order-desk/contract";
import { statusChangesOf, type StoredOrder } from "../models/orderDocument.js";
import type { LoggedState } from "../models/OrderLog.js";

/** One change of status that the customer has to hear of. */
export type StatusNews = {
  /** Id of the mail: the same for the same change, however it is found. */
  readonly mailId: string;
  /** Id of the entry in the log that tells of it. */
  readonly changeId: string;
  readonly cursor: string;
  /** As it was right after. */
  readonly order: Order;
  readonly from: OrderStatus;
  readonly at: Date;
};

export type Unseen = Pick<StatusNews, "changeId" | "cursor" | "at" | "order"> & {
  readonly stored: StoredOrder;
  /** What the log knew last of the order; undefined: nothing. */
  readonly last: LoggedState | undefined;
  /** Id of the mail about what is left when the API's own changes are told. */
  readonly restId: string;
};

/**
 * The changes that led to an order, as far as anyone can know who has not seen them one by one: those of the API exactly
 * (they are noted in the order), those of others in sum. Some may have their mails already.
 */
export function unseenNews({ stored, order, last, restId, ...entry }: Unseen): StatusNews[] {
  const made = statusChangesOf(stored);
  const news = made.map(({ id, from, to }) => ({
    ...entry,
    mailId: id.toHexString(),
    order: { ...order, status: to },
    from,
  }));
  // Also when this is done again: what the log has not seen yet is known from the order alone.
  const unlogged = made.filter(({ version }) => version > (last?.version ?? 0));
  const known = unlogged.at(-1)?.to ?? last?.status ?? made.at(-1)?.to;
  if (known === undefined || known === order.status) return news;
  return [...news, { ...entry, mailId: restId, order, from: known }];
}
