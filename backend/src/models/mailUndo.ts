// Mails of changes that can be taken back. Before such a mail is sent its change is closed, in its order, in one write: from
// then on it cannot be taken back. So either the undo comes first, and the mail is not sent, or the mail does.
import { setTimeout } from "node:timers/promises";
import { ObjectId } from "mongodb";
import type { Database } from "./database.js";
import type { MailRow } from "./Mail.js";
import { toState } from "./mailStates.js";
import { statusChangesOf, type StoredOrder } from "./orderDocument.js";

/** The change that a mail reports can be taken back: it waits, and its order is asked before it is sent. */
export type MailUndo = {
  /** Id of the change in its order. */
  readonly change: string;
  readonly until: Date;
  /** The job that made the change, when that job's time counts too. */
  readonly job: string | null;
};

/** Time for an undo that was accepted in the last moment. */
export const UNDO_MARGIN_MS = 1_000;

/** Why the mail of a change that was taken back is not sent. */
export const UNDONE = "Undone";

/** While a job runs, its mails are put off by as long as it has run, at most by this: nobody knows when it will end. */
const LONGEST_WAIT_MS = 60_000;
const LOOK_AGAIN_MS = 20;

/** What has to be known of a mail that is due. */
export type DueMail = Pick<MailRow, "_id" | "order_id" | "undo">;

const after = (time: string, ms: object | number) => ({ $add: [time, ms] });

/** When the mails of a job may be sent, as far as can be said now; null: as soon as they are due. */
const JOB_WAITS_UNTIL = {
  $switch: {
    branches: [
      {
        case: { $eq: ["$state", "running"] },
        then: after("$$NOW", {
          $max: [
            { $add: [{ $multiply: [{ $ifNull: ["$undo_seconds", 0] }, 1_000] }, UNDO_MARGIN_MS] },
            { $min: [{ $subtract: ["$$NOW", "$created_at"] }, LONGEST_WAIT_MS] },
          ],
        }),
      },
      { case: { $eq: ["$state", "undoing"] }, then: after("$$NOW", UNDO_MARGIN_MS) },
    ],
    default: after("$undo_until", UNDO_MARGIN_MS),
  },
};

function jobMails({ mails, jobs }: Database) {
  const ofJob = (job: string) => ({ "undo.job": job, state: "queued" as const });
  return {
    /** Whether the job of a mail can still be undone; then all its mails are put off. */
    async waitForJob(job: string): Promise<boolean> {
      const [found] = await jobs
        .aggregate<{ until: Date | null; isOpen: boolean }>([
          { $match: { _id: new ObjectId(job) } },
          { $project: { until: JOB_WAITS_UNTIL } },
          { $set: { isOpen: { $gt: ["$until", "$$NOW"] } } },
        ])
        .toArray();
      const { until, isOpen = false } = found ?? {};
      if (!until || !isOpen) return false;
      await mails.updateMany({ ...ofJob(job), next_attempt_at: { $lt: until } }, [
        { $set: { next_attempt_at: until } },
      ]);
      return true;
    },

    /** The job has come to its end: its mails need not wait longer than until then. */
    async endWait(job: string, until: Date): Promise<void> {
      const next_attempt_at = new Date(until.getTime() + UNDO_MARGIN_MS);
      await mails.updateMany({ ...ofJob(job), next_attempt_at: { $gt: next_attempt_at } }, [
        { $set: { next_attempt_at } },
      ]);
    },
  };
}

/** How a change stands; "open" is never said of one that is closed already, but may be said too late. */
function standingOf(
  stored: StoredOrder | undefined,
  change: string,
): "undone" | "closed" | "open" | "unknown" {
  const made = stored && statusChangesOf(stored).find(({ id }) => id.toHexString() === change);
  if (!made) return "unknown";
  if (made.undone_version !== undefined) return "undone";
  return made.closed ? "closed" : "open";
}

function closing({ orders, deletedOrders }: Database) {
  /** Whether the change stays from now on; false: it was taken back. */
  return async (orderId: string, change: string): Promise<boolean> => {
    const [_id, id] = [new ObjectId(orderId), new ObjectId(change)];
    for (;;) {
      const { matchedCount } = await orders.updateOne(
        { _id, status_changes: { $elemMatch: { id, undone_version: { $exists: false } } } },
        { $set: { "status_changes.$.closed": true } },
      );
      if (matchedCount === 1) return true;
      const order = (await orders.findOne({ _id })) ?? undefined;
      // An order that comes back later comes with its changes closed: `toRestored`.
      const standing = standingOf(order ?? (await deletedOrders.findOne({ _id }))?.order, change);
      if (standing === "undone") return false;
      if (!order || standing !== "open") return true;
      // What is read may lag behind what is written by as long as a majority takes.
      await setTimeout(LOOK_AGAIN_MS);
    }
  };
}

export function mailUndo(database: Database) {
  const { mails } = database;
  const close = closing(database);
  const ofJobs = jobMails(database);
  const waiting = { $in: ["queued", "captured"] as MailRow["state"][] };

  async function suppressUndone(ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    await mails.updateMany({ _id: { $in: [...ids] }, state: waiting }, toState("suppressed", UNDONE));
  }

  async function passes(_id: string, orderId: string, { change, job }: MailUndo): Promise<boolean> {
    if (job !== null && (await ofJobs.waitForJob(job))) return false;
    if (await close(orderId, change)) return true;
    await suppressUndone([_id]);
    return false;
  }

  return {
    ...ofJobs,
    suppressUndone,

    /** Whether a mail that is due may be sent; one that may not is put off, or suppressed. */
    maySend: async ({ _id, order_id, undo }: DueMail): Promise<boolean> =>
      !undo || (await passes(_id, order_id, undo)),
  };
}
