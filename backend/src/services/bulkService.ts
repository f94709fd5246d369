// Many orders at once: what it would come to, and jobs that do it.
import { createHash, randomBytes } from "node:crypto";
import {
  BULK_MAX,
  type BulkForecast,
  type BulkJob,
  type BulkRequest,
  type JobRow,
  type JobRowsQuery,
} from "@order-desk/contract";
import { toJob, type ChunkRow, type JobDocument, type JobModel } from "../models/Job.js";
import { objectIdOf } from "../models/orderDocument.js";
import type { OrderBatch } from "../models/orderBatch.js";
import { forecastOf, idFrom } from "./bulkRules.js";
import { DomainError, invalid } from "./errors.js";
import { fromPairCursor, toPairCursor } from "./pageCursor.js";

export type BulkServiceParts = {
  readonly jobs: JobModel;
  readonly batch: OrderBatch;
  /** So long after its end a job of the dashboard can be taken back; 0: not at all. */
  readonly undoSeconds: number;
  /** There is work to be done. */
  readonly onAccepted: () => void;
};

export type Accepted = { readonly job: BulkJob; readonly replayed: boolean };

const noSuchJob = (id: string) => new DomainError("job_not_found", `There is no job with the id ${id}.`);

const undoRefusal = ({ undo_seconds }: JobDocument) =>
  new DomainError(
    "undo_too_late",
    undo_seconds > 0
      ? "The time in which it could be taken back is over."
      : "Only what was done in the dashboard can be taken back.",
  );

function choosing({ batch }: BulkServiceParts) {
  /** The orders as they are, and the ids of which there is none. */
  return async ({ query, ids }: BulkRequest) => {
    if (ids) {
      const chosen = await batch.chooseByIds(ids);
      const there = new Set(chosen.map(({ _id }) => _id));
      return { chosen, missing: ids.filter((id) => !there.has(id)) };
    }
    const chosen = await batch.choose(query ?? {}, BULK_MAX + 1);
    if (chosen.length > BULK_MAX)
      throw invalid([
        {
          pointer: "/query",
          message: `This is more than ${BULK_MAX} orders: narrow the query, and repeat it`,
        },
      ]);
    return { chosen, missing: [] };
  };
}

/** Where a row stands: its chunk, and its place there. */
function positionOf(cursor: string | undefined): readonly [number, number] {
  if (cursor === undefined) return [0, 0];
  const { key, id } = fromPairCursor(cursor);
  return [Number(key) || 0, Number(id) || 0];
}

const rowsOf = ({ ids, rows }: ChunkRow): readonly JobRow[] =>
  rows ?? ids.map((order_id) => ({ order_id, order_number: null, outcome: "waiting", reason: null }));

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
  const { jobs, onAccepted, undoSeconds } = parts;
  const choose = choosing(parts);

  /** The job of this key, when there is one; one that was asked for something else is refused. */
  async function replayed(id: string, fingerprint: string): Promise<Accepted | undefined> {
    const job = await jobs.find(id);
    if (job && job.fingerprint !== fingerprint)
      throw new DomainError(
        "idempotency_key_reused",
        "This Idempotency-Key came with another body before. Use a new key for a new job.",
      );
    return job && { job: toJob(job), replayed: true };
  }

  return {
    ...jobReads(parts),

    async forecast(asked: BulkRequest): Promise<BulkForecast> {
      const { chosen, missing } = await choose(asked);
      return forecastOf(chosen, missing, asked);
    },

    async accept(asked: BulkRequest, by: BulkJob["by"], key: string | undefined): Promise<Accepted> {
      const fingerprint = createHash("sha256").update(JSON.stringify(asked)).digest("base64url");
      const id = key === undefined ? randomBytes(12).toString("hex") : idFrom(`bulk ${key}`);
      const before = key === undefined ? undefined : await replayed(id, fingerprint);
      if (before) return before;
      const { chosen, missing } = await choose(asked);
      const { action, status = null } = asked;
      const ids = [...chosen.map(({ _id }) => _id), ...missing];
      const undo_seconds = by === "dashboard" ? undoSeconds : 0;
      const job = { _id: objectIdOf(id), kind: action, status, by, fingerprint, undo_seconds };
      const isNew = await jobs.create({ ...job, ids });
      if (isNew) onAccepted();
      const known = await replayed(id, fingerprint);
      if (!known) throw noSuchJob(id);
      return { ...known, replayed: !isNew };
    },

    /** What is done stays done; of one that has ended nothing changes. */
    async stop(id: string): Promise<BulkJob> {
      const job = await jobs.requestStop(id);
      if (!job) throw noSuchJob(id);
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
