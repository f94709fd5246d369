// Mail rows: one per change of status, with an id made from that change, so that writing one twice is no change.
import type { OrderStatus } from "@order-desk/contract";
import type { Database } from "./database.js";

export type MailState = "queued" | "sending" | "sent" | "failed" | "captured";

export type RenderedMail = { readonly subject: string; readonly html: string; readonly text: string };

export type MailRow = RenderedMail & {
  /** Cursor of the change that it reports. */
  _id: string;
  order_id: string;
  order_number: number;
  to: string;
  from_status: OrderStatus;
  to_status: OrderStatus;
  message_id: string;
  state: MailState;
  attempts: number;
  /** The server's last words, or why it failed. */
  response: string | null;
  next_attempt_at: Date;
  /** A row that stays "sending" beyond this belonged to a process that died: it may be claimed again. */
  locked_until: Date | null;
  created_at: Date;
  updated_at: Date;
};

export type MailOutcome =
  | { readonly state: "sent" | "failed"; readonly response: string }
  | { readonly state: "queued"; readonly response: string; readonly retryInMs: number };

export type MailModel = ReturnType<typeof mailModel>;

export function mailModel({ mails }: Database) {
  return {
    /** False when the row was there already. */
    async enqueue(row: MailRow): Promise<boolean> {
      const { _id, ...fields } = row;
      const { upsertedCount } = await mails.updateOne({ _id }, { $setOnInsert: fields }, { upsert: true });
      return upsertedCount === 1;
    },

    /** Takes the longest waiting row that is due, by the server's clock; no other process gets it for `lockMs`. */
    async claim(lockMs: number): Promise<MailRow | undefined> {
      const due = (state: MailState, field: string) => ({ state, $expr: { $lte: [`$${field}`, "$$NOW"] } });
      const row = await mails.findOneAndUpdate(
        { $or: [due("queued", "next_attempt_at"), due("sending", "locked_until")] },
        [
          {
            $set: {
              state: "sending",
              attempts: { $add: ["$attempts", 1] },
              locked_until: { $add: ["$$NOW", lockMs] },
              updated_at: "$$NOW",
            },
          },
        ],
        { sort: { next_attempt_at: 1 }, returnDocument: "after" },
      );
      return row ?? undefined;
    },

    /** Records what came of a claimed row; a row that someone else has claimed since is left alone. */
    async settle({ _id, attempts }: MailRow, outcome: MailOutcome): Promise<void> {
      const wait = outcome.state === "queued" ? outcome.retryInMs : 0;
      await mails.updateOne({ _id, state: "sending", attempts }, [
        {
          $set: {
            state: outcome.state,
            response: { $literal: outcome.response },
            locked_until: null,
            next_attempt_at: { $add: ["$$NOW", wait] },
            updated_at: "$$NOW",
          },
        },
      ]);
    },

    /** Exact to 1,000. */
    async count(...states: MailState[]): Promise<number> {
      return await mails.countDocuments({ state: { $in: states } }, { limit: 1_000 });
    },
  };
}
