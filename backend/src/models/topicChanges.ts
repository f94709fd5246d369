// What happens to mails and in the log, for those who look at them: read while somebody does.
import type { BulkJob, MailSummary } from "@order-desk/contract";
import type { ChangeStream, ChangeStreamDocument, Timestamp } from "mongodb";
import { AWAIT_MS, closing, majorityTimeNow, unlessSilent } from "./changeStreams.js";
import type { Database } from "./database.js";
import { toJob, type JobDocument } from "./Job.js";
import { toMailSummary, type MailRow } from "./Mail.js";
import type { LogRow } from "./OrderLog.js";
import type { ViewDocument } from "./View.js";

type Row = MailRow | LogRow | JobDocument | ViewDocument;
type Event = ChangeStreamDocument<Row>;
type Stream = ChangeStream<Row, Event>;

/** The next event; null when nothing happened. Throws when the stream has ended or fallen silent. */
async function nextOf(stream: Stream): Promise<Event | null> {
  const event = await unlessSilent(stream.tryNext());
  // As the database was dropped: the filter hides the event that says so, and each further read is empty at once.
  if (!event && stream.closed) throw new Error("The stream has ended");
  return event;
}

export type TopicNews =
  | { readonly type: "mail"; readonly mail: MailSummary }
  | { readonly type: "log"; readonly row: LogRow }
  | { readonly type: "job"; readonly job: BulkJob }
  | { readonly type: "views" };

export type TopicChanges = ReturnType<typeof topicChanges>;

export function topicChanges({ client, db, mails, orderLog, jobs, views }: Database) {
  const pipeline = [
    {
      $match: {
        "ns.coll": { $in: [mails, orderLog, jobs, views].map(({ collectionName }) => collectionName) },
        operationType: { $in: ["insert", "update", "replace", "delete"] },
        // Who works on a job is no news.
        $nor: [
          {
            "ns.coll": jobs.collectionName,
            operationType: "update",
            "updateDescription.updatedFields.updated_at": { $exists: false },
          },
        ],
      },
    },
    { $unset: ["fullDocument.html", "fullDocument.text", "updateDescription"] },
  ];

  /** Of what is deleted only the views tell. */
  function toNews(collection: string, document: Row | undefined): TopicNews | undefined {
    if (collection === views.collectionName) return { type: "views" };
    if (!document) return undefined;
    if (collection === mails.collectionName)
      return { type: "mail", mail: toMailSummary(document as MailRow) };
    if (collection === jobs.collectionName) return { type: "job", job: toJob(document as JobDocument) };
    return { type: "log", row: document as LogRow };
  }

  async function* news(stream: Stream, signal: AbortSignal) {
    while (!signal.aborted) {
      const event = await nextOf(stream);
      if (!event || !("ns" in event) || !("coll" in event.ns)) continue;
      const told = toNews(event.ns.coll, "fullDocument" in event ? event.fullDocument : undefined);
      if (told) yield told;
    }
  }

  return {
    /** A moment from which reading can begin: whatever who asks the API from now on might not see comes. */
    now: async () => await unlessSilent(majorityTimeNow(db)),

    /** Ends by throwing, when `signal` aborts, and when another member has become primary. */
    read(startAtOperationTime: Timestamp, signal: AbortSignal): AsyncGenerator<TopicNews> {
      const stream = db.watch<Row, Event>(pipeline, {
        startAtOperationTime,
        fullDocument: "updateLookup",
        maxAwaitTimeMS: AWAIT_MS,
      });
      return closing({ client, stream }, signal, news(stream, signal));
    },
  };
}
