// Turns each change of status, whoever made it, into one mail row. Sending is the mail loop's work.
import { createHash } from "node:crypto";
import { emailProblem } from "@order-desk/contract";
import type { Logger } from "pino";
import type { MailModel, MailRow } from "../models/Mail.js";
import { UNDO_MARGIN_MS, UNDONE } from "../models/mailUndo.js";
import type { OrderChange } from "../models/orderChange.js";
import { statusChangesOf } from "../models/orderDocument.js";
import type { OrderLogModel } from "../models/OrderLog.js";
import type { ChangeHandler } from "./changeWorker.js";
import { changeIdOf } from "./orderLog.js";
import { toMailUndo, unseenNews, type StatusNews } from "./statusNews.js";

export type MailMode = "smtp" | "captured";

export type EmailServiceParts = {
  readonly mails: MailModel;
  readonly log: OrderLogModel;
  /** Mails with these ids, of changes that were taken back, are not sent any more. */
  readonly suppressUndone: (ids: readonly string[]) => Promise<void>;
  readonly mode: MailMode;
  readonly shopName: string;
  /** Address, or `Name <address>`. */
  readonly from: string;
  /** Domain of the Message-ID. */
  readonly mailDomain: string;
  /** So many mails to one order within an hour; what goes beyond is recorded as suppressed. */
  readonly orderBudget: number;
  readonly logger: Logger;
  /** Called when a row was queued, so that the loop need not wait for its next look. */
  readonly onQueued: () => void;
};

const HOUR_MS = 60 * 60 * 1_000;

/** The same mail gives the same Message-ID in every process and at every replay. */
export const messageIdOf = (mailId: string, domain: string) =>
  `<${createHash("sha256").update(mailId).digest("hex").slice(0, 40)}@${domain}>`;

/** State of a new mail, and why it is not queued. */
function firstState(
  { order: { customer_email: to }, isUndone }: StatusNews,
  isOverBudget: boolean,
  { mode, orderBudget }: EmailServiceParts,
) {
  if (isUndone) return { state: "suppressed", response: UNDONE } as const;
  const unsendable = emailProblem(to);
  if (unsendable !== undefined) return { state: "failed", response: unsendable } as const;
  if (isOverBudget)
    return {
      state: "suppressed",
      response: `More than ${orderBudget} mails for this order within an hour`,
    } as const;
  return { state: mode === "smtp" ? "queued" : "captured", response: null } as const;
}

async function toRow(news: StatusNews, isOverBudget: boolean, parts: EmailServiceParts): Promise<MailRow> {
  const { order, from, at, undo } = news;
  // Loaded with the first mail: it is large, and a start need not wait for it.
  const { renderStatusChanged } = await import("../emails/renderStatusChanged.js");
  const rendered = renderStatusChanged({ shopName: parts.shopName, order, from });
  const first = firstState(news, isOverBudget, parts);
  return {
    _id: news.mailId,
    change_id: news.changeId,
    cursor: news.cursor,
    order_id: order._id,
    order_number: order.order_number,
    from: parts.from,
    to: order.customer_email,
    to_key: order.customer_email.toLowerCase(),
    from_status: from,
    to_status: order.status,
    message_id: messageIdOf(news.mailId, parts.mailDomain),
    ...rendered,
    ...first,
    held: false,
    attempts: 0,
    next_attempt_at: undo ? new Date(undo.until.getTime() + UNDO_MARGIN_MS) : at,
    locked_until: null,
    data_at: null,
    ...(undo && { undo }),
    history: [{ ...first, at }],
    created_at: at,
    updated_at: at,
  };
}

/** Changes of status among these. */
async function statusNews(changes: readonly OrderChange[], log: OrderLogModel, logger: Logger) {
  const news: StatusNews[] = [];
  for (const change of changes) {
    const { kind, before, after: order, stored, id, cursor, undoes } = change;
    if (kind !== "updated" || !order || !stored) continue;
    const mailId = changeIdOf(change);
    const entry = { changeId: mailId, cursor, at: new Date(change.committedAt), order };
    if (before) {
      // The change that was taken back has a mail record already; that it was is no news to the customer.
      if (before.status === order.status || undoes !== undefined) continue;
      const made = statusChangesOf(stored).find((one) => one.id.toHexString() === mailId);
      news.push({ ...entry, mailId, from: before.status, undo: made && toMailUndo(made) });
      continue;
    }
    const last = (await log.lastStates([id], cursor)).get(id);
    logger.warn(
      { order_id: id, known: last !== undefined },
      "The database kept no image from before a change",
    );
    news.push(...unseenNews({ ...entry, stored, last, restId: mailId }));
  }
  return news;
}

/** Says of each, one after another, whether its order has had its mails of the hour before. */
async function budget(all: readonly StatusNews[], { mails, orderBudget }: EmailServiceParts) {
  const first = Math.min(...all.map(({ at }) => at.getTime()));
  const orderIds = [...new Set(all.map(({ order }) => order._id))];
  const times = await mails.timesSince(orderIds, new Date(first - HOUR_MS));
  return ({ order, at }: StatusNews): boolean => {
    const before = (times.get(order._id) ?? []).filter((time) => time.getTime() > at.getTime() - HOUR_MS);
    if (before.length >= orderBudget) return true;
    times.set(order._id, [...before, at]);
    return false;
  };
}

export function mailOutbox(parts: EmailServiceParts) {
  const { mails, log, mode, onQueued, logger, suppressUndone } = parts;

  /** Those that have a row already keep it. */
  async function announce(all: readonly StatusNews[]): Promise<void> {
    if (all.length === 0) return;
    const known = await mails.existing(all.map(({ mailId }) => mailId));
    const fresh = all.filter(({ mailId }) => !known.has(mailId));
    if (fresh.length === 0) return;
    const isOverBudget = await budget(fresh, parts);
    const rows: MailRow[] = [];
    for (const news of fresh) rows.push(await toRow(news, isOverBudget(news), parts));
    await mails.enqueueMany(rows);
    if (mode === "smtp") onQueued();
  }

  const handler: ChangeHandler = {
    name: "mail outbox",
    async handle(changes) {
      await announce(await statusNews(changes, log, logger));
      await suppressUndone(changes.flatMap(({ undoes }) => undoes ?? []));
    },
  };
  return { handler, announce };
}

export type MailOutbox = ReturnType<typeof mailOutbox>;
