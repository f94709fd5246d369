// Jobs on many orders. Which orders is fixed when a job is accepted and lies in chunks; what became of each is written
// there. A job is worked on by one process at a time, as long as it renews its claim; all times are the server's.
import type { BulkJob, JobOutcome, JobRow, JobState, OrderFilter, OrderStatus } from "@order-desk/contract";
import { ObjectId } from "mongodb";
import type { Database } from "./database.js";
import { isDuplicateKey } from "./errors.js";
import { insertMissing } from "./insertMissing.js";
import { jobStop } from "./jobStop.js";
import { jobUndo } from "./jobUndo.js";
import { jobWork } from "./jobWork.js";
import type { ImportLine } from "./orderImports.js";

/** Orders in one chunk: as many as are worked on between two looks at whether the job shall stop. */
export const CHUNK_SIZE = 200;
const JOBS_LISTED = 20;
const CHUNKS_AT_ONCE = 100;
/** Written at once: between two of these lots other requests have their turn. A chunk with its lines is some 50 KB, one of ids 6. */
const CHUNKS_WRITTEN_AT_ONCE = { ids: 20, lines: 2 } as const;

export type JobDocument = {
  _id: ObjectId;
  kind: BulkJob["kind"];
  status: OrderStatus | null;
  /** What its orders have to match when it comes to them; absent: they were named one by one. */
  query?: OrderFilter;
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
  /** Nobody may work on it before: it is somebody's, or it rests. */
  locked_until: Date;
  /** Absent: it is new, or its undo is. */
  worked_at?: Date;
  stop_requested: boolean;
  /** So long after its end it can be taken back; 0: never. */
  undo_seconds: number;
  undo_until: Date | null;
  undo: JobUndo | null;
  created_at: Date;
  updated_at: Date;
  finished_at: Date | null;
};

/** Who wants it taken back, and how far that is. */
export type JobUndo = {
  by: BulkJob["by"];
  /** So many chunks had their outcome when it began; the one after may have been worked on. */
  counted: number;
  /** The first chunk that was not taken back yet. */
  next: number;
};

/** `rows` is null until the chunk was worked on; `undone`: they say what was taken back. */
export type ChunkRow = {
  _id: string;
  set: string;
  n: number;
  ids: string[];
  rows: JobRow[] | null;
  /** Of an import: what is to be made of each. */
  lines?: ImportLine[];
  /** Of an import: which of them were there before it came to this chunk. */
  known?: string[];
  undone?: boolean;
  created_at: Date;
};

export type NewJob = Pick<
  JobDocument,
  "_id" | "kind" | "status" | "query" | "by" | "fingerprint" | "undo_seconds"
> & {
  readonly ids: readonly string[];
  /** Of an import: the line for each id. */
  readonly lines?: readonly ImportLine[] | undefined;
};

/** As it was read from the database, with the time of that. */
export type ReadJob = JobDocument & { readonly now?: Date };

export function toJob(job: ReadJob): BulkJob {
  const { changed, unchanged, failed, undone, undo_until, finished_at, now } = job;
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
    ...(undo_until && now && { now: now.toISOString() }),
    created_at: job.created_at.toISOString(),
    updated_at: job.updated_at.toISOString(),
    finished_at: finished_at?.toISOString() ?? null,
  };
}

function chunksOf({ ids, lines }: Pick<NewJob, "ids" | "lines">, set: string): ChunkRow[] {
  const created_at = new Date();
  return Array.from({ length: Math.ceil(ids.length / CHUNK_SIZE) }, (_, n) => ({
    _id: `${set}/${n}`,
    set,
    n,
    ids: ids.slice(n * CHUNK_SIZE, (n + 1) * CHUNK_SIZE),
    ...(lines && { lines: lines.slice(n * CHUNK_SIZE, (n + 1) * CHUNK_SIZE) }),
    rows: null,
    created_at,
  }));
}

/** Of a job that is written again, what is there stays: it may have been worked on already. */
function toNew(job: Omit<NewJob, "ids" | "lines">, total: number, chunks: number) {
  const isEmpty = chunks === 0;
  const begun = {
    ...job,
    ...{ state: isEmpty ? "done" : "running", chunks, next_chunk: 0, total },
    ...{ changed: 0, unchanged: 0, failed: 0, undone: 0, owner: null, locked_until: new Date(0) },
    ...{ stop_requested: false, undo_until: null, undo: null },
  };
  const times = { created_at: "$$NOW", updated_at: "$$NOW", finished_at: isEmpty ? "$$NOW" : null };
  return [{ $replaceWith: { $mergeObjects: [{ $literal: begun }, times, "$$ROOT"] } }];
}

/** Making jobs, and looking at them. */
function jobBook({ jobs, jobChunks }: Database) {
  const WITH_TIME = { $set: { now: "$$NOW" } };
  return {
    find: async (id: string): Promise<ReadJob | undefined> =>
      (await jobs.aggregate<ReadJob>([{ $match: { _id: new ObjectId(id) } }, WITH_TIME]).toArray())[0],

    /** The newest first. */
    latest: async (): Promise<ReadJob[]> =>
      await jobs
        .aggregate<ReadJob>([{ $sort: { created_at: -1 } }, { $limit: JOBS_LISTED }, WITH_TIME])
        .toArray(),

    /**
     * The job last: until it is there nobody works on its chunks. False when there is one with this id already.
     * @param set made once for all attempts. `goOn` is awaited before each write; throws when nobody waits for it any more.
     */
    async create(job: NewJob, set = newChunkSet(), goOn?: () => Promise<void>): Promise<boolean> {
      const { ids, lines, ...asked } = job;
      const chunks = chunksOf({ ids, lines }, set);
      const atOnce = CHUNKS_WRITTEN_AT_ONCE[lines ? "lines" : "ids"];
      try {
        for (let n = 0; n < chunks.length; n += atOnce) {
          await goOn?.();
          await insertMissing(jobChunks, chunks.slice(n, n + atOnce));
        }
        await goOn?.();
        await jobs.updateOne({ _id: job._id, set }, toNew(asked, ids.length, chunks.length), {
          upsert: true,
        });
        return true;
      } catch (error) {
        if (!isDuplicateKey(error)) throw error;
        await jobChunks.deleteMany({ set });
        return false;
      }
    },

    /** Chunks from the n-th on; with an outcome only those in which one has it. */
    readChunks: (set: string, from: number, outcome: JobOutcome | undefined): AsyncIterable<ChunkRow> => {
      const having = { "rows.outcome": outcome };
      const those = outcome === "waiting" ? { $or: [{ rows: null }, having] } : having;
      return jobChunks
        .find({ set, n: { $gte: from }, ...(outcome && (those as object)) })
        .sort({ n: 1 })
        .batchSize(CHUNKS_AT_ONCE);
    },
  };
}

/** Name of the chunks of one attempt to make a job. */
export const newChunkSet = () => new ObjectId().toHexString();

export type JobModel = ReturnType<typeof jobModel>;

export const jobModel = (database: Database) => ({
  ...jobBook(database),
  ...jobWork(database),
  ...jobStop(database),
  ...jobUndo(database),
});
