// Turns a change of status, whoever made it, into one mail row. Sending is the mail loop's work.
import { createHash } from "node:crypto";
import { emailProblem } from "@order-desk/contract";
import type { MailModel, MailRow } from "../models/Mail.js";
import type { OrderChange } from "../models/orderChanges.js";
import type { ChangeHandler } from "./changeWorker.js";

export type MailMode = "smtp" | "captured";

export type EmailServiceParts = {
  readonly mails: MailModel;
  readonly mode: MailMode;
  readonly shopName: string;
  /** Domain of the Message-ID. */
  readonly mailDomain: string;
  /** Called when a row was queued, so that the loop need not wait for its next look. */
  readonly onQueued: () => void;
};

const isStatusChange = ({ kind, before, after }: OrderChange) =>
  kind === "updated" && before !== undefined && after !== undefined && before.status !== after.status;

/** The same change gives the same Message-ID in every process and at every replay. */
const messageId = (cursor: string, domain: string) =>
  `<${createHash("sha256").update(cursor).digest("hex").slice(0, 40)}@${domain}>`;

export function mailOutbox({
  mails,
  mode,
  shopName,
  mailDomain,
  onQueued,
}: EmailServiceParts): ChangeHandler {
  async function toRow({ cursor, before, after }: OrderChange): Promise<MailRow> {
    if (!before || !after) throw new TypeError("A change of status has both images");
    // Loaded with the first mail: it is large, and a start need not wait for it.
    const { renderStatusChanged } = await import("../emails/renderStatusChanged.js");
    const rendered = await renderStatusChanged({ shopName, order: after, from: before.status });
    const unsendable = emailProblem(after.customer_email);
    const now = new Date();
    return {
      _id: cursor,
      order_id: after._id,
      order_number: after.order_number,
      to: after.customer_email,
      from_status: before.status,
      to_status: after.status,
      message_id: messageId(cursor, mailDomain),
      ...rendered,
      state: unsendable !== undefined ? "failed" : mode === "smtp" ? "queued" : "captured",
      attempts: 0,
      response: unsendable ?? null,
      next_attempt_at: now,
      locked_until: null,
      created_at: now,
      updated_at: now,
    };
  }

  return {
    name: "mail outbox",
    takes: isStatusChange,
    async handle(change) {
      const isNew = await mails.enqueue(await toRow(change));
      if (isNew && mode === "smtp") onQueued();
    },
  };
}
