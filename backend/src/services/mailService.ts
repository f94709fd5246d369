// What people may see of the mails, and do with them.
import {
  mailActions,
  type ListMailsQuery,
  type Mail,
  type MailAction,
  type MailCounts,
  type MailSummary,
} from "@order-desk/contract";
import { randomUUID } from "node:crypto";
import { toMail, type MailFilter, type MailModel, type MailReads, type MailRow } from "../models/Mail.js";
import type { MailQueue } from "../models/mailQueue.js";
import { messageIdOf, type MailMode } from "./emailService.js";
import { DomainError, invalid } from "./errors.js";
import { fromPairCursor, toPairCursor } from "./pageCursor.js";

export type MailPage = { mails: MailSummary[]; nextCursor: string | undefined };

export type MailServiceParts = {
  readonly mails: Pick<MailModel, "enqueue"> & MailReads;
  readonly queue: MailQueue;
  readonly mode: MailMode;
  readonly mailDomain: string;
  /** A person wants a mail sent: the loop need not wait for its next look. */
  readonly onWanted: () => void;
};

const notFound = (id: string) =>
  new DomainError("mail_not_found", `There is no mail with the id ${id.slice(0, 100)}.`);

/** Digits are an order's number, anything else begins an address. */
function toFilter({ state, q = "" }: ListMailsQuery): MailFilter {
  if (q === "") return { state };
  if (/^\d{1,15}$/.test(q)) return { state, orderNumber: Number(q) };
  return { state, recipient: q.toLowerCase() };
}

function toPosition(cursor: string) {
  const { key, id } = fromPairCursor(cursor);
  const created_at = new Date(key);
  if (Number.isNaN(created_at.getTime()))
    throw invalid([{ pointer: "/cursor", message: "cursor is not one of ours" }]);
  return { created_at, _id: id };
}

function refusal({ state }: MailRow, action: MailAction, allowed: readonly MailAction[]): DomainError {
  const can = allowed.length === 0 ? "Nothing can be done with it now." : `It can: ${allowed.join(", ")}.`;
  return new DomainError("mail_action_not_allowed", `A mail that is ${state} cannot do ${action}. ${can}`);
}

/** What each action does; undefined when the mail has moved on meanwhile. */
function mailDeeds({ mails, queue, mode, mailDomain }: MailServiceParts) {
  /** A mail that was sent is not sent in secret once more: a second one with an id of its own is. */
  async function copy(row: MailRow): Promise<MailRow> {
    const now = new Date();
    const _id = `${row._id.slice(0, 1_000)}-again-${randomUUID()}`;
    const again: MailRow = {
      ...row,
      _id,
      message_id: messageIdOf(_id, mailDomain),
      state: "queued",
      held: false,
      attempts: 0,
      response: null,
      next_attempt_at: now,
      locked_until: null,
      data_at: null,
      history: [{ state: "queued", at: now, response: "Sent again by hand" }],
      created_at: now,
      updated_at: now,
    };
    await mails.enqueue(again);
    return again;
  }

  async function sendAgain(row: MailRow): Promise<MailRow | undefined> {
    if (mode === "captured")
      throw new DomainError(
        "mail_action_not_allowed",
        "No mail server is configured: set EMAIL_HOST (and EMAIL_PORT, EMAIL_USER, EMAIL_PASS, EMAIL_FROM) and start again.",
      );
    if (row.state === "sent") return await copy(row);
    return await queue.requeue(row._id, [row.state], "Sent again by hand");
  }

  return {
    send_again: sendAgain,
    send_now: async ({ _id }: MailRow) => await queue.requeue(_id, ["queued"], "Sent now, by hand"),
    hold: async ({ _id }: MailRow) => await queue.hold(_id, true),
    release: async ({ _id }: MailRow) => await queue.hold(_id, false),
  } satisfies Record<MailAction, (row: MailRow) => Promise<MailRow | undefined>>;
}

export type MailService = ReturnType<typeof mailService>;

export function mailService(parts: MailServiceParts) {
  const { mails, onWanted } = parts;
  const carryOut = mailDeeds(parts);

  async function get(id: string): Promise<MailRow> {
    const row = await mails.find(id);
    if (!row) throw notFound(id);
    return row;
  }

  return {
    async list(query: ListMailsQuery): Promise<MailPage> {
      const { limit, cursor } = query;
      const before = cursor === undefined ? undefined : toPosition(cursor);
      const found = await mails.findPage(toFilter(query), limit, before);
      const page = found.slice(0, limit);
      const last = page.at(-1);
      return {
        mails: page,
        nextCursor: found.length > limit && last ? toPairCursor(last.created_at, last._id) : undefined,
      };
    },

    async counts(): Promise<MailCounts> {
      return await mails.counts();
    },

    async get(id: string): Promise<Mail> {
      return toMail(await get(id));
    },

    /** The mail as it is then; of one that was sent before, the new one. */
    async act(id: string, action: MailAction): Promise<Mail> {
      const row = await get(id);
      const allowed = mailActions(row);
      const done = allowed.includes(action) ? await carryOut[action](row) : undefined;
      if (!done) throw refusal(row, action, allowed);
      if (action !== "hold") onWanted();
      return toMail(done);
    },
  };
}
