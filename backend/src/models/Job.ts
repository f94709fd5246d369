// Jobs on many orders. Which orders is fixed when a job is accepted and lies in chunks; what became of each is written
// there. A job is worked on by one process at a time, as long as it renews its claim; all times are the server's.
import type { BulkJob, JobOutcome, JobRow, JobState, OrderStatus } from "@order-desk/contract";
import { ObjectId } from "mongodb";
import type { Database } from "./database.js";
import { isDuplicateKey } from "./errors.js";

/** Orders in one chunk: as many as are worked on between two looks at whether the job shall stop. */
export const CHUNK_SIZE = 200;
const JOBS_LISTED = 20;
const CHUNKS_AT_ONCE = 100;

export type JobDocument = {
  _id: ObjectId;
  kind: BulkJob["kind"];
  status: OrderStatus | null;
  state: JobState;
  total: number;
  changed: number;
  unchanged: number;
  failed: number;
  undone: number;
  by: BulkJob["by"];
  /** What was asked for: the same Idempotency-Key with another request is refused. */
  fingerprint: string;
  /** Name of its chunks. Made anew for each attempt to write them: an attempt that was not finished is no job's. */
  set: string;
  chunks: number;
  /** The first chunk without an outcome. */
  next_chunk: number;
  owner: string | null;
  locked_until: Date;
  stop_requested: boolean;
  undo_until: Date | null;
  created_at: Date;
  updated_at: Date;
  finished_at: Date | null;
};

/** `rows` is null until the chunk was worked on. */
export type ChunkRow = {
  _id: string;
  set: string;
  n: number;
  ids: string[];
  rows: JobRow[] | null;
  created_at: Date;
};

export type NewJob = Pick<JobDocument, "_id" | "kind" | "status" | "by" | "fingerprint"> & {
  readonly ids: readonly string[];
};

export function toJob(job: JobDocument): BulkJob {
  const { changed, unchanged, failed, undone, undo_until, finished_at } = job;
  return {
    _id: job._id.toHexString(),
    kind: job.kind,
    status: job.status,
    state: job.state,
    total: job.total,
    processed: changed + unchanged + failed,
    changed,
    unchanged,
    failed,
    undone,
    by: job.by,
    undo_until: undo_until?.toISOString() ?? null,
    created_at: job.created_at.toISOString(),
    updated_at: job.updated_at.toISOString(),
    finished_at: finished_at?.toISOString() ?? null,
  };
}

function chunksOf(ids: readonly string[], set: string): ChunkRow[] {
  const created_at = new Date();
  return Array.from({ length: Math.ceil(ids.length / CHUNK_SIZE) }, (_, n) => ({
    _id: `${set}/${n}`,
    set,
    n,
    ids: ids.slice(n * CHUNK_SIZE, (n + 1) * CHUNK_SIZE),
    rows: null,
    created_at,
  }));
}

/** Making jobs, and looking at them. */
function jobBook({ jobs, jobChunks }: Database) {
  return {
    find: async (id: string): Promise<JobDocument | undefined> =>
      (await jobs.findOne({ _id: new ObjectId(id) })) ?? undefined,

    /** The newest first. */
    latest: async (): Promise<JobDocument[]> =>
      await jobs.find().sort({ created_at: -1 }).limit(JOBS_LISTED).toArray(),

    /** The job last: until it is there nobody works on its chunks. False when there is one with this id already. */
    async create({ ids, ...job }: NewJob): Promise<boolean> {
      const set = new ObjectId().toHexString();
      const chunks = chunksOf(ids, set);
      const now = new Date();
      if (chunks.length > 0) await jobChunks.insertMany(chunks, { ordered: false });
      try {
        await jobs.insertOne({
          ...job,
          state: chunks.length === 0 ? "done" : "running",
          ...{ total: ids.length, changed: 0, unchanged: 0, failed: 0, undone: 0 },
          ...{ set, chunks: chunks.length, next_chunk: 0, owner: null, locked_until: new Date(0) },
          ...{ stop_requested: false, undo_until: null, created_at: now, updated_at: now },
          finished_at: chunks.length === 0 ? now : null,
        });
        return true;
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        await jobChunks.deleteMany({ set });
        return false;
      }
    },

    /** Ends after the chunk that is worked on. Undefined when there is no such job. */
    async requestStop(id: string): Promise<JobDocument | undefined> {
      await jobs.updateOne({ _id: new ObjectId(id), state: "running" }, { $set: { stop_requested: true } });
      return (await jobs.findOne({ _id: new ObjectId(id) })) ?? undefined;
    },

    /** Chunks from the n-th on; with an outcome only those in which one has it. */
    readChunks: (set: string, from: number, outcome: JobOutcome | undefined): AsyncIterable<ChunkRow> => {
      const having = outcome === "waiting" ? { rows: null } : { "rows.outcome": outcome };
      return jobChunks
        .find({ set, n: { $gte: from }, ...(outcome && (having as object)) })
        .sort({ n: 1 })
        .batchSize(CHUNKS_AT_ONCE);
    },
  };
}

/** Working on jobs. */
function jobWork({ jobs, jobChunks }: Database) {
  return {
    /** A job that nobody works on; nobody else gets it for `leaseMs`. */
    async claim(owner: string, leaseMs: number): Promise<JobDocument | undefined> {
      const free = { state: "running" as const, $expr: { $lte: ["$locked_until", "$$NOW"] } };
      const claimed = await jobs.findOneAndUpdate(
        free,
        [{ $set: { owner, locked_until: { $add: ["$$NOW", leaseMs] } } }],
        { sort: { created_at: 1 }, returnDocument: "after" },
      );
      return claimed ?? undefined;
    },

    readChunk: async ({ set, next_chunk: n }: JobDocument): Promise<ChunkRow | undefined> =>
      (await jobChunks.findOne({ set, n })) ?? undefined,

    /** What became of a chunk, and one step further. Undefined when the claim was lost: another works on the job. */
    async advance(job: JobDocument, rows: JobRow[], leaseMs: number): Promise<JobDocument | undefined> {
      const { _id, owner, next_chunk, set } = job;
      await jobChunks.updateOne({ set, n: next_chunk }, { $set: { rows } });
      const of = (outcome: JobOutcome) => rows.filter((row) => row.outcome === outcome).length;
      const isLast = { $gte: [next_chunk + 1, "$chunks"] };
      const isOver = { $or: [isLast, "$stop_requested"] };
      const advanced = await jobs.findOneAndUpdate(
        { _id, owner, next_chunk, state: "running" },
        [
          {
            $set: {
              next_chunk: next_chunk + 1,
              changed: { $add: ["$changed", of("changed")] },
              unchanged: { $add: ["$unchanged", of("unchanged")] },
              failed: { $add: ["$failed", of("failed")] },
              state: { $cond: [isLast, "done", { $cond: ["$stop_requested", "stopped", "running"] }] },
              finished_at: { $cond: [isOver, "$$NOW", null] },
              updated_at: "$$NOW",
              locked_until: { $add: ["$$NOW", leaseMs] },
            },
          },
        ],
        { returnDocument: "after" },
      );
      return advanced ?? undefined;
    },

    /** Lets another take it at once. */
    async release({ _id, owner }: JobDocument): Promise<void> {
      await jobs.updateOne({ _id, owner }, { $set: { owner: null, locked_until: new Date(0) } });
    },
  };
}

export type JobModel = ReturnType<typeof jobModel>;

export const jobModel = (database: Database) => ({ ...jobBook(database), ...jobWork(database) });
