// Mail rows: one per change of status, with an id made from that change, so that writing one twice is no change.
import {
  EXACT_COUNT_MAX,
  MAIL_STATES,
  type Mail,
  type MailCounts,
  type MailState,
  type MailSummary,
  type OrderStatus,
} from "@order-desk/contract";
import type { Filter } from "mongodb";
import type { Database } from "./database.js";
import { insertMissing } from "./insertMissing.js";
import type { MailUndo } from "./mailUndo.js";

export type RenderedMail = { readonly subject: string; readonly html: string; readonly text: string };

export type MailRow = RenderedMail & {
  _id: string;
  /** The log entry that it reports. */
  change_id: string;
  /** Cursor of the change: mails to one recipient go out in this order. */
  cursor: string;
  order_id: string;
  order_number: number;
  from: string;
  to: string;
  /** In small letters: what is searched and what keeps the order. */
  to_key: string;
  from_status: OrderStatus;
  to_status: OrderStatus;
  message_id: string;
  state: MailState;
  held: boolean;
  attempts: number;
  response: string | null;
  next_attempt_at: Date;
  /** A row that stays "sending" beyond this belonged to a process that died. */
  locked_until: Date | null;
  /** Set right before the message itself is handed over: from then on the server may have taken it. */
  data_at: Date | null;
  /** Absent for a change that was not to be taken back. */
  undo?: MailUndo;
  history: { state: MailState; at: Date; response: string | null }[];
  created_at: Date;
  updated_at: Date;
};

export type MailPosition = Pick<MailRow, "created_at" | "_id">;

export type MailFilter = {
  readonly state?: MailState | undefined;
  readonly orderId?: string;
  readonly orderNumber?: number | undefined;
  /** Beginning of the recipient's address. */
  readonly recipient?: string | undefined;
};

export function toMailSummary(row: Omit<MailRow, "html" | "text">): MailSummary {
  return {
    _id: row._id,
    change_id: row.change_id,
    order_id: row.order_id,
    order_number: row.order_number,
    to: row.to,
    subject: row.subject,
    from_status: row.from_status,
    to_status: row.to_status,
    state: row.state,
    held: row.held,
    attempts: row.attempts,
    response: row.response,
    next_attempt_at: row.state === "queued" ? row.next_attempt_at.toISOString() : null,
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
  };
}

export const toMail = (row: MailRow): Mail => ({
  ...toMailSummary(row),
  from: row.from,
  message_id: row.message_id,
  html: row.html,
  text: row.text,
  history: row.history.map(({ state, at, response }) => ({ state, at: at.toISOString(), response })),
});

function toFilter({ state, orderId, orderNumber, recipient }: MailFilter): Filter<MailRow> {
  return {
    ...(state && { state }),
    ...(orderId !== undefined && { order_id: orderId }),
    ...(orderNumber !== undefined && { order_number: orderNumber }),
    // As a range, not as a pattern: nothing in it has a meaning.
    ...(recipient !== undefined && { to_key: { $gte: recipient, $lt: `${recipient}\u{10FFFF}` } }),
  };
}

const WITHOUT_BODY = { html: 0, text: 0 } as const;

export type MailModel = ReturnType<typeof mailModel>;

export function mailModel({ mails }: Database) {
  return {
    /** False when the row was there already. */
    async enqueue(row: MailRow): Promise<boolean> {
      const { _id, ...fields } = row;
      const { upsertedCount } = await mails.updateOne({ _id }, { $setOnInsert: fields }, { upsert: true });
      return upsertedCount === 1;
    },

    /** Which of these ids have a row. */
    async existing(ids: readonly string[]): Promise<Set<string>> {
      const found = await mails.find({ _id: { $in: [...ids] } }, { projection: { _id: 1 } }).toArray();
      return new Set(found.map(({ _id }) => _id));
    },

    /** Rows that are there already are left as they are. */
    enqueueMany: async (rows: readonly MailRow[]) => await insertMissing(mails, rows),

    /** When these orders had mails since then, without those that were held back. */
    async timesSince(orderIds: readonly string[], since: Date): Promise<Map<string, Date[]>> {
      const rows = await mails
        .find(
          { order_id: { $in: [...orderIds] }, created_at: { $gte: since }, state: { $ne: "suppressed" } },
          { projection: { order_id: 1, created_at: 1 } },
        )
        .toArray();
      const times = new Map<string, Date[]>();
      for (const { order_id, created_at } of rows)
        times.set(order_id, [...(times.get(order_id) ?? []), created_at]);
      return times;
    },

    /** Exact to 1,000. */
    async count(...states: MailState[]): Promise<number> {
      return await mails.countDocuments({ state: { $in: states } }, { limit: 1_000 });
    },
  };
}

export type MailReads = ReturnType<typeof mailReads>;

/** What people see of the mails. */
export function mailReads({ mails }: Database) {
  return {
    async find(id: string): Promise<MailRow | undefined> {
      return (await mails.findOne({ _id: id })) ?? undefined;
    },

    /** Newest first; reads one more than asked, to know whether there is a next page. */
    async findPage(filter: MailFilter, limit: number, before?: MailPosition): Promise<MailSummary[]> {
      const older: Filter<MailRow> = before
        ? {
            $or: [
              { created_at: { $lt: before.created_at } },
              { created_at: before.created_at, _id: { $lt: before._id } },
            ],
          }
        : {};
      const rows = await mails
        .find({ $and: [toFilter(filter), older] }, { projection: WITHOUT_BODY })
        .sort({ created_at: -1, _id: -1 })
        .limit(limit + 1)
        .toArray();
      return rows.map(toMailSummary);
    },

    /** The mails that report these changes, oldest first. */
    async findByChanges(changeIds: readonly string[]): Promise<MailSummary[]> {
      const rows = await mails
        .find({ change_id: { $in: [...changeIds] } }, { projection: WITHOUT_BODY })
        .sort({ created_at: 1, _id: 1 })
        .toArray();
      return rows.map(toMailSummary);
    },

    /** Exact to 10,000 for each state. */
    async counts(): Promise<MailCounts> {
      const each = await Promise.all(
        MAIL_STATES.map(
          async (state) =>
            [state, await mails.countDocuments({ state }, { limit: EXACT_COUNT_MAX + 1 })] as const,
        ),
      );
      return Object.fromEntries(each) as MailCounts;
    },
  };
}
