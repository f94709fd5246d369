// What happens to mails and in the log, for those who look at them: read while somebody does.
import type { MailSummary } from "@order-desk/contract";
import type { ChangeStream, ChangeStreamDocument, Timestamp } from "mongodb";
import { AWAIT_MS, clusterTimeNow, closing, SILENCE_MS } from "./changeStreams.js";
import type { Database } from "./database.js";
import { toMailSummary, type MailRow } from "./Mail.js";
import type { LogRow } from "./OrderLog.js";

type Event = ChangeStreamDocument<MailRow | LogRow>;
type Stream = ChangeStream<MailRow | LogRow, Event>;

/** The next event; null when nothing happened. Throws when the stream has ended or fallen silent. */
async function nextOf(stream: Stream): Promise<Event | null> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("The stream has fallen silent")), SILENCE_MS);
  });
  try {
    const event = await Promise.race([stream.tryNext(), silence]);
    // As the database was dropped: the filter hides the event that says so, and each further read is empty at once.
    if (!event && stream.closed) throw new Error("The stream has ended");
    return event;
  } finally {
    clearTimeout(timer);
  }
}

export type TopicNews =
  { readonly type: "mail"; readonly mail: MailSummary } | { readonly type: "log"; readonly row: LogRow };

export type TopicChanges = ReturnType<typeof topicChanges>;

export function topicChanges({ client, db, mails, orderLog }: Database) {
  const pipeline = [
    {
      $match: {
        "ns.coll": { $in: [mails.collectionName, orderLog.collectionName] },
        operationType: { $in: ["insert", "update", "replace"] },
      },
    },
    { $unset: ["fullDocument.html", "fullDocument.text", "updateDescription"] },
  ];

  async function* news(stream: Stream, signal: AbortSignal) {
    while (!signal.aborted) {
      const event = await nextOf(stream);
      if (!event || !("fullDocument" in event) || !event.fullDocument) continue;
      yield event.ns.coll === mails.collectionName
        ? ({ type: "mail", mail: toMailSummary(event.fullDocument as MailRow) } as const)
        : ({ type: "log", row: event.fullDocument as LogRow } as const);
    }
  }

  return {
    /** A moment from which reading can begin: whatever is committed after it comes. */
    now: async () => await clusterTimeNow(db),

    /** Ends by throwing, when `signal` aborts, and when another member has become primary. */
    read(startAtOperationTime: Timestamp, signal: AbortSignal): AsyncGenerator<TopicNews> {
      const stream = db.watch<MailRow | LogRow, Event>(pipeline, {
        startAtOperationTime,
        fullDocument: "updateLookup",
        maxAwaitTimeMS: AWAIT_MS,
      });
      return closing({ client, stream }, signal, news(stream, signal));
    },
  };
}
