// What happens to mails and in the log, for those who look at them: read while somebody does.
import type { MailSummary } from "@order-desk/contract";
import type { ChangeStream, ChangeStreamDocument, Timestamp } from "mongodb";
import { AWAIT_MS, clusterTimeNow, closing } from "./changeStreams.js";
import type { Database } from "./database.js";
import { toMailSummary, type MailRow } from "./Mail.js";
import type { LogRow } from "./OrderLog.js";

type Event = ChangeStreamDocument<MailRow | LogRow>;

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

  async function* news(stream: ChangeStream<MailRow | LogRow, Event>, signal: AbortSignal) {
    while (!signal.aborted) {
      const event = await stream.tryNext();
      if (!event || !("fullDocument" in event) || !event.fullDocument) continue;
      yield event.ns.coll === mails.collectionName
        ? ({ type: "mail", mail: toMailSummary(event.fullDocument as MailRow) } as const)
        : ({ type: "log", row: event.fullDocument as LogRow } as const);
    }
  }

  return {
    /** A moment from which reading can begin: whatever is committed after it comes. */
    now: async () => await clusterTimeNow(db),

    /** Ends only by throwing, or when `signal` aborts. */
    read(startAtOperationTime: Timestamp, signal: AbortSignal): AsyncGenerator<TopicNews> {
      const stream = db.watch<MailRow | LogRow, Event>(pipeline, {
        startAtOperationTime,
        fullDocument: "updateLookup",
        maxAwaitTimeMS: AWAIT_MS,
      });
      return closing(stream, signal, news(stream, signal));
    },
  };
}
