// The changes of status that a customer has to hear of.
import type { Order, OrderStatus } from "@order-desk/contract";
import type { MailUndo } from "../models/mailUndo.js";
import { statusChangesOf, type StatusChange, type StoredOrder } from "../models/orderDocument.js";
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
  /** It can be taken back: its mail waits. */
  readonly undo?: MailUndo | undefined;
  readonly isUndone?: boolean;
};

export type Unseen = Pick<StatusNews, "changeId" | "cursor" | "at" | "order"> & {
  readonly stored: StoredOrder;
  /** What the log knew last of the order; undefined: nothing. */
  readonly last: LoggedState | undefined;
  /** Id of the mail about what is left when the API's own changes are told. */
  readonly restId: string;
};

/** What the mail about a change has to know; undefined when it was not to be taken back. */
export const toMailUndo = ({ id, undo_until, job }: StatusChange): MailUndo | undefined =>
  undo_until && { change: id.toHexString(), until: undo_until, job: job?.toHexString() ?? null };

/** There, and back where it was undone. */
const stepsOf = ({ version, from, to, undone_version }: StatusChange) => [
  { version, status: to },
  ...(undone_version === undefined ? [] : [{ version: undone_version, status: from }]),
];

/**
 * The changes that led to an order, as far as anyone can know who has not seen them one by one: those of the API exactly
 * (they are noted in the order), those of others in sum. Some may have their mails already.
 */
export function unseenNews({ stored, order, last, restId, ...entry }: Unseen): StatusNews[] {
  const made = statusChangesOf(stored);
  const news = made.map((change) => ({
    ...entry,
    mailId: change.id.toHexString(),
    order: { ...order, status: change.to },
    from: change.from,
    undo: toMailUndo(change),
    isUndone: change.undone_version !== undefined,
  }));
  // Also when this is done again: what the log has not seen yet is known from the order alone.
  const steps = made.flatMap(stepsOf);
  const unlogged = steps.filter(({ version }) => version > (last?.version ?? 0));
  const known = unlogged.at(-1)?.status ?? last?.status ?? steps.at(-1)?.status;
  if (known === undefined || known === order.status) return news;
  return [...news, { ...entry, mailId: restId, order, from: known }];
}
