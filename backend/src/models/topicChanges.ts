// What happens to mails and in the log, for those who look at them: read while somebody does.
import type { MailSummary } from "@order-desk/contract";
import type { ChangeStreamDocument, Timestamp } from "mongodb";
import type { Database } from "./database.js";
import { toMailSummary, type MailRow } from "./Mail.js";
import type { LogRow } from "./OrderLog.js";

const AWAIT_MS = 500;

export type TopicNews =
  { readonly type: "mail"; readonly mail: MailSummary } | { readonly type: "log"; readonly row: LogRow };

export type TopicChanges = ReturnType<typeof topicChanges>;

export function topicChanges({ db, mails, orderLog }: Database) {
  const pipeline = [
    {
      $match: {
        "ns.coll": { $in: [mails.collectionName, orderLog.collectionName] },
        operationType: { $in: ["insert", "update", "replace"] },
      },
    },
    { $unset: ["fullDocument.html", "fullDocument.text", "updateDescription"] },
  ];

  return {
    /** A moment from which reading can begin: whatever is committed after it comes. */
    async now(): Promise<Timestamp> {
      return ((await db.command({ hello: 1 })) as { operationTime: Timestamp }).operationTime;
    },

    /** Ends only by throwing, or when `signal` aborts. */
    async *read(startAtOperationTime: Timestamp, signal: AbortSignal): AsyncGenerator<TopicNews> {
      const stream = db.watch<MailRow | LogRow, ChangeStreamDocument<MailRow | LogRow>>(pipeline, {
        startAtOperationTime,
        fullDocument: "updateLookup",
        maxAwaitTimeMS: AWAIT_MS,
      });
      const isOver = () => signal.aborted;
      const close = () => void stream.close().catch(() => undefined);
      signal.addEventListener("abort", close, { once: true });
      try {
        while (!isOver()) {
          const event = await stream.tryNext();
          if (isOver()) return;
          if (!event || !("fullDocument" in event) || !event.fullDocument) continue;
          yield event.ns.coll === mails.collectionName
            ? { type: "mail", mail: toMailSummary(event.fullDocument as MailRow) }
            : { type: "log", row: event.fullDocument as LogRow };
        }
      } finally {
        signal.removeEventListener("abort", close);
        close();
      }
    },
  };
}
