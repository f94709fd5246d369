// The mails that wait to be sent: who takes which, what became of it, and what a person wants done with it. All times
// are the server's; every change of state is noted in the row's history.
import type { MailState } from "@order-desk/contract";
import type { Database } from "./database.js";
import type { MailRow } from "./Mail.js";
import { toState, toStates } from "./mailStates.js";
import { mailUndo, UNDO_MARGIN_MS } from "./mailUndo.js";
import { nextDue, WAITS } from "./nextMail.js";

export type MailOutcome =
  | { readonly state: "sent" | "failed" | "unknown"; readonly response: string }
  | { readonly state: "queued"; readonly response: string; readonly retryInMs: number };

/** Those after this one to the same recipient. */
const followersOf = ({ to_key, cursor }: MailRow) => ({ to_key, ...WAITS, cursor: { $gt: cursor } });

/** Who takes which mail. */
function claims(database: Database) {
  const { mails } = database;
  const { maySend } = mailUndo(database);
  return {
    /** Takes the next mail; no other process gets it for `lockMs`. */
    async claim(lockMs: number): Promise<MailRow | undefined> {
      for (let due = await nextDue(database); due; due = await nextDue(database)) {
        if (!(await maySend(due))) continue;
        const row = await mails.findOneAndUpdate(
          { _id: due._id, ...WAITS },
          toState("sending", null, {
            attempts: { $add: ["$attempts", 1] },
            locked_until: { $add: ["$$NOW", lockMs] },
            data_at: null,
          }),
          { returnDocument: "after" },
        );
        if (row) return row;
      }
      return undefined;
    },

    /** Right before the message is handed over: is it still ours? Then it stays ours for `lockMs` more. */
    async beginData({ _id, attempts }: MailRow, lockMs: number): Promise<boolean> {
      const { matchedCount } = await mails.updateOne(
        { _id, state: "sending", attempts, $expr: { $gt: ["$locked_until", "$$NOW"] } },
        [{ $set: { data_at: "$$NOW", locked_until: { $add: ["$$NOW", lockMs] } } }],
      );
      return matchedCount === 1;
    },

    /**
     * Rows whose process died: back into the queue where the message was not handed over, else nobody knows.
     * @returns those of which nobody knows.
     */
    async recover(): Promise<MailRow[]> {
      const dead = { state: "sending" as const, $expr: { $lte: ["$locked_until", "$$NOW"] } };
      await mails.updateMany(
        { ...dead, data_at: null },
        toState("queued", "The process that sent it ended before the message was handed over", {
          locked_until: null,
          next_attempt_at: "$$NOW",
        }),
      );
      return await mails
        .find({ ...dead, data_at: { $ne: null } })
        .limit(100)
        .toArray();
    },
  };
}

/** What became of a mail that was taken. */
function outcomes({ mails }: Database) {
  /** They wait as long as it does. */
  async function delayFollowers(row: MailRow, waitMs: number): Promise<void> {
    await mails.updateMany(followersOf(row), [
      { $set: { next_attempt_at: { $max: ["$next_attempt_at", { $add: ["$$NOW", waitMs] }] } } },
    ]);
  }

  return {
    /** Records what came of a claimed row; one that someone else has claimed since is left alone. */
    async settle(row: MailRow, outcome: MailOutcome): Promise<void> {
      const { _id, attempts } = row;
      const waitMs = outcome.state === "queued" ? outcome.retryInMs : 0;
      await mails.updateOne(
        { _id, state: "sending", attempts },
        toState(outcome.state, outcome.response, {
          locked_until: null,
          next_attempt_at: { $add: ["$$NOW", waitMs] },
        }),
      );
      if (waitMs > 0) await delayFollowers(row, waitMs);
    },

    /** An outcome that nobody knows: sent again after a while, or (undefined) kept for a person to decide. */
    async settleUnknown(row: MailRow, response: string, resendInMs: number | undefined): Promise<void> {
      const { _id, attempts } = row;
      const resend = [
        ["unknown", response],
        ["queued", "Sent again, since nobody can say whether it was taken (EMAIL_ON_UNKNOWN=resend)"],
      ] as const;
      const change =
        resendInMs === undefined
          ? toState("unknown", response, { locked_until: null })
          : toStates(resend, { locked_until: null, next_attempt_at: { $add: ["$$NOW", resendInMs] } });
      await mails.updateOne({ _id, state: "sending", attempts }, change);
      if (resendInMs !== undefined) await delayFollowers(row, resendInMs);
    },
  };
}

/** Where there is one: its change can be taken back until the mail is on its way, and no longer. */
const NO_LONGER_WAITED_FOR = {
  $cond: [
    { $eq: [{ $type: "$undo" }, "object"] },
    { $mergeObjects: ["$undo", { until: "$$NOW", job: null }] },
    "$undo",
  ],
};

/** What a person wants done with it. */
function wishes({ mails }: Database) {
  return {
    /** What waited behind it may follow at once. Undefined when it is in none of these states any more. */
    async requeue(_id: string, states: readonly MailState[], why: string): Promise<MailRow | undefined> {
      const row = await mails.findOneAndUpdate(
        { _id, state: { $in: [...states] } },
        toState("queued", why, { held: false, next_attempt_at: "$$NOW", undo: NO_LONGER_WAITED_FOR }),
        { returnDocument: "after" },
      );
      if (!row) return undefined;
      // Those whose changes can be taken back wait on.
      const dueAt = { $max: ["$$NOW", { $add: ["$undo.until", UNDO_MARGIN_MS] }] };
      await mails.updateMany(followersOf(row), [{ $set: { next_attempt_at: dueAt } }]);
      return row;
    },

    async hold(_id: string, held: boolean): Promise<MailRow | undefined> {
      return (
        (await mails.findOneAndUpdate(
          { _id, state: "queued", held: !held },
          toState("queued", held ? "Held" : "Released", { held }),
          { returnDocument: "after" },
        )) ?? undefined
      );
    },
  };
}

export type MailQueue = ReturnType<typeof mailQueue>;

export const mailQueue = (database: Database) => ({
  ...claims(database),
  ...outcomes(database),
  ...wishes(database),
});
