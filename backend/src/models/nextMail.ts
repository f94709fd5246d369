// Which mail is next: each recipient gets them in the order of their changes, one at a time.
import type { Database } from "./database.js";
import type { DueMail } from "./mailUndo.js";

/** A claim looks past so many recipients that have to wait for an earlier mail. */
const BUSY_MAX = 200;

/** To be sent when its time has come. */
export const WAITS = { state: "queued", held: false } as const;

const DUE = { $lte: ["$next_attempt_at", "$$NOW"] };

/** Those behind one that waits for an undo look again soon: it may be suppressed at any time. */
const FOLLOW_MS = 2_000;
const WAITS_FOR_UNDO = { $and: [{ $eq: [{ $type: "$undo" }, "object"] }, { $eq: ["$attempts", 0] }] };
const BEHIND = {
  $cond: [WAITS_FOR_UNDO, { $min: ["$next_attempt_at", { $add: ["$$NOW", FOLLOW_MS] }] }, "$next_attempt_at"],
};

/** The first open mail of a recipient, by the order of their changes, when it is due, and whether one is being sent. */
async function firstOf({ mails }: Database, to_key: string) {
  const [found] = await mails
    .aggregate<{ first: DueMail; dueAt: Date; isDue: boolean; isSending: boolean }>([
      { $match: { to_key, $or: [WAITS, { state: "sending" }] } },
      { $sort: { cursor: 1, _id: 1 } },
      {
        $group: {
          _id: null,
          first: { $first: { _id: "$_id", order_id: "$order_id", undo: "$undo" } },
          dueAt: { $first: BEHIND },
          isDue: { $first: DUE },
          isSending: { $max: { $eq: ["$state", "sending"] } },
        },
      },
    ])
    .toArray();
  return found;
}

/** Later mails that came behind one that was put off wait as long as it does: each look would meet them again. */
async function putOff({ mails }: Database, to_key: string, dueAt: Date): Promise<void> {
  await mails.updateMany(
    { to_key, ...WAITS, next_attempt_at: { $lt: dueAt } },
    { $set: { next_attempt_at: dueAt } },
  );
}

/** Of the recipients with a mail that is due, the longest waiting one whose first mail is due and nobody is sending. */
export async function nextDue(database: Database): Promise<DueMail | undefined> {
  const busy: string[] = [];
  while (busy.length < BUSY_MAX) {
    const due = await database.mails.findOne(
      { ...WAITS, to_key: { $nin: busy }, $expr: DUE },
      { sort: { next_attempt_at: 1, cursor: 1, _id: 1 }, projection: { to_key: 1 } },
    );
    if (!due) return undefined;
    // Not the one that is due: one of an earlier change may have been put off behind it.
    const found = await firstOf(database, due.to_key);
    if (found && !found.isSending) {
      if (found.isDue) return found.first;
      await putOff(database, due.to_key, found.dueAt);
    }
    busy.push(due.to_key);
  }
  return undefined;
}
