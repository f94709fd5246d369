// Many orders at once: what it would come to, and jobs that do it.
import {
  BULK_MAX,
  type BulkForecast,
  type BulkJob,
  type BulkRequest,
  type JobRow,
  type JobRowsQuery,
} from "@order-desk/contract";
import { toJob, type ChunkRow, type JobDocument, type JobModel } from "../models/Job.js";
import type { OrderBatch } from "../models/orderBatch.js";
import { toStoredQuery } from "../models/storedQuery.js";
import { forecastOf, type Selection } from "./bulkRules.js";
import { DomainError, invalid } from "./errors.js";
import { noSuchJob, type Accepted, type jobAcceptance } from "./jobAcceptance.js";
import { fromPairCursor, toPairCursor } from "./pageCursor.js";

export type BulkServiceParts = {
  readonly jobs: JobModel;
  readonly batch: OrderBatch;
  readonly accept: ReturnType<typeof jobAcceptance>;
  /** Mails of a job that has ended wait no longer than that. */
  readonly mails: { readonly endWait: (job: string, until: Date) => Promise<void> };
  /** So long after its end a job of the dashboard can be taken back; 0: not at all. */
  readonly undoSeconds: number;
  /** There is work to be done. */
  readonly onAccepted: () => void;
};

function undoRefusal({ kind, by, undo_seconds }: JobDocument): DomainError {
  const never =
    by === "dashboard"
      ? "Here nothing is taken back: UNDO_SECONDS is 0."
      : "Only what was done in the dashboard can be taken back.";
  const always = kind === "import" ? "An import is not taken back: delete its orders instead." : never;
  return new DomainError(
    "undo_too_late",
    undo_seconds > 0 ? "The time in which it could be taken back is over." : always,
  );
}

/** The orders as they are. None of them is of a later time than `asOf`, whatever the clock of its writer said. */
async function choose({ batch }: BulkServiceParts, { query, ids, as_of }: BulkRequest): Promise<Selection> {
  const now = new Date();
  if (ids) {
    const chosen = await batch.chooseByIds(ids);
    const there = new Set(chosen.map(({ _id }) => _id));
    return { chosen, missing: ids.filter((id) => !there.has(id)), asOf: now };
  }
  const seenAt = as_of === undefined ? undefined : new Date(as_of);
  const chosen = await batch.choose(query ?? {}, BULK_MAX + 1, seenAt);
  if (chosen.length > BULK_MAX)
    throw invalid([
      { pointer: "/query", message: `This is more than ${BULK_MAX} orders: narrow the query, and repeat it` },
    ]);
  const asOf = chosen.reduce((latest, { created_at: at }) => (at && at > latest ? at : latest), now);
  return { chosen, missing: [], asOf };
}

/** What was confirmed is what is done. */
async function assertExpected(parts: BulkServiceParts, asked: BulkRequest, { chosen }: Selection) {
  const { expected_total: expected } = asked;
  if (expected === undefined || chosen.length <= expected) return;
  throw new DomainError(
    "selection_changed",
    `${chosen.length} orders match by now, not ${expected}. Nothing was done: \`forecast\` says what it would come to.`,
    { forecast: forecastOf(await choose(parts, { ...asked, as_of: undefined }), asked) },
  );
}

/** Where a row stands: its chunk, and its place there. */
function positionOf(cursor: string | undefined): readonly [number, number] {
  if (cursor === undefined) return [0, 0];
  const { key, id } = fromPairCursor(cursor);
  return [Number(key) || 0, Number(id) || 0];
}

const rowsOf = ({ ids, rows, lines }: ChunkRow): readonly JobRow[] =>
  rows ??
  ids.map((order_id, index) => {
    const line = lines?.[index]?.line;
    return { order_id, order_number: null, ...(line && { line }), outcome: "waiting", reason: null };
  });

function jobReads({ jobs }: BulkServiceParts) {
  const found = async (id: string) => {
    const job = await jobs.find(id);
    if (!job) throw noSuchJob(id);
    return job;
  };
  return {
    latest: async (): Promise<BulkJob[]> => (await jobs.latest()).map(toJob),
    get: async (id: string): Promise<BulkJob> => toJob(await found(id)),

    async rows(id: string, { limit, cursor, outcome }: JobRowsQuery) {
      const { set } = await found(id);
      const [chunk, place] = positionOf(cursor);
      const rows: JobRow[] = [];
      for await (const one of jobs.readChunks(set, chunk, outcome))
        for (const [index, row] of rowsOf(one).entries()) {
          if ((one.n === chunk && index < place) || (outcome && row.outcome !== outcome)) continue;
          if (rows.length === limit) return { rows, nextCursor: toPairCursor(String(one.n), String(index)) };
          rows.push(row);
        }
      return { rows, nextCursor: undefined };
    },
  };
}

export type BulkService = ReturnType<typeof bulkService>;

export function bulkService(parts: BulkServiceParts) {
  const { jobs, accept, mails, onAccepted, undoSeconds } = parts;

  return {
    ...jobReads(parts),

    async forecast(asked: BulkRequest): Promise<BulkForecast> {
      return forecastOf(await choose(parts, asked), asked);
    },

    async accept(asked: BulkRequest, by: BulkJob["by"], key: string | undefined): Promise<Accepted> {
      const plan = async () => {
        const selection = await choose(parts, asked);
        await assertExpected(parts, asked, selection);
        const { chosen, missing } = selection;
        const { action: kind, status = null } = asked;
        const query = asked.query && toStoredQuery(asked.query);
        const ids = [...chosen.map(({ _id }) => _id), ...missing];
        return {
          kind,
          status,
          ...(query && { query }),
          ids,
          undo_seconds: by === "dashboard" ? undoSeconds : 0,
        };
      };
      return await accept({ asked: [JSON.stringify(asked)], by, key, plan });
    },

    /** What is done stays done; of one that has ended nothing changes. */
    async stop(id: string): Promise<BulkJob> {
      const job = await jobs.requestStop(id);
      if (!job) throw noSuchJob(id);
      if (job.undo_until) await mails.endWait(id, job.undo_until);
      return toJob(job);
    },

    /** Asked again, it changes nothing more. */
    async undo(id: string, by: BulkJob["by"]): Promise<BulkJob> {
      const requested = await jobs.requestUndo(id, by);
      if (requested) onAccepted();
      const job = requested ?? (await jobs.find(id));
      if (!job) throw noSuchJob(id);
      if (job.state !== "undoing" && job.state !== "undone") throw undoRefusal(job);
      return toJob(job);
    },
  };
}
