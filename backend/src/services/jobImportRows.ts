// Makes orders of a chunk of a file. Done again, after a crash or beside another process, it finds what is done and does the
// rest.
import type { ChangeAuthor, JobRow } from "@order-desk/contract";
import type { ChunkRow } from "../models/Job.js";
import { newDocument } from "../models/Order.js";
import { objectIdOf } from "../models/orderDocument.js";
import type { Imported, ImportedFields, OrderImports } from "../models/orderImports.js";
import { NEW_ORDERS_PIECE, type JobPace } from "./jobPace.js";
import { markOfJob, ROUNDS, type Fence } from "./jobRows.js";
import type { OrderNumbers } from "./orderNumbers.js";

/** After so many rounds with taken numbers a whole range is in use: it is left behind. */
const SKIP_TAKEN_AFTER = 3;

export type ImportParts = {
  readonly imports: OrderImports;
  readonly numbers: OrderNumbers;
};

export type ImportTask = {
  readonly job: string;
  readonly by: ChangeAuthor;
  readonly chunk: ChunkRow;
};

type Open = { readonly id: string; readonly fields: ImportedFields };
type Outcome = Pick<JobRow, "outcome" | "order_number" | "reason">;

const failed = (reason: string): Outcome => ({ outcome: "failed", order_number: null, reason });

/** Times of now, each later than the one before, also of pieces that follow one another closely. */
function risingTimes() {
  let last = 0;
  return (count: number): Date[] => {
    const first = Math.max(last + 1, Date.now() - count + 1);
    last = first + count - 1;
    return Array.from({ length: count }, (_, index) => new Date(first + index));
  };
}

type Writing = {
  readonly piece: readonly Open[];
  /** Those that were there before the job came to them. */
  readonly known: ReadonlySet<string>;
  readonly timesOf: ReturnType<typeof risingTimes>;
  readonly fence: Fence;
};

const created = (order_number: number): Outcome => ({ outcome: "changed", order_number, reason: null });

/**
 * Those of which it is known what became of them: all, or those that the database refuses, with why. The sequence of the file is
 * that of the numbers and of the times.
 */
async function write(
  { imports, numbers }: ImportParts,
  { job, by }: ImportTask,
  open: readonly Open[],
  times: readonly Date[],
) {
  const taken = await numbers.take(open.length);
  const documents = open.map(({ id, fields }, index) =>
    newDocument({ order_number: taken[index] as number, ...fields }, markOfJob(job, id, by), {
      _id: objectIdOf(id),
      now: times[index] as Date,
    }),
  );
  const failures = await imports.insertMany(documents);
  return open.flatMap(({ id }, index): [string, Outcome][] => {
    if (!failures) return [[id, created(taken[index] as number)]];
    const refused = failures.others.get(index);
    return refused ? [[id, failed(refused.message)]] : [];
  });
}

const found = ({ order_number, isDeleted }: Imported, isKnown: boolean): Outcome =>
  isKnown
    ? { outcome: "unchanged", order_number, reason: isDeleted ? "deleted since" : null }
    : created(order_number);

/** After a failure it is looked up which of them were written, by whomever. */
async function importPiece(
  parts: ImportParts,
  task: ImportTask,
  { piece, known, timesOf, fence }: Writing,
): Promise<[string, Outcome][]> {
  const { imports, numbers } = parts;
  const outcomes = new Map<string, Outcome>();
  for (let [open, round] = [piece, 0]; open.length > 0 && round < ROUNDS; round++) {
    if (round === SKIP_TAKEN_AFTER) await numbers.skipTaken();
    await fence(round);
    for (const [id, outcome] of await write(parts, task, open, timesOf(open.length)))
      outcomes.set(id, outcome);
    open = open.filter(({ id }) => !outcomes.has(id));
    if (open.length === 0) break;
    const there = await imports.find(open.map(({ id }) => id));
    for (const [id, one] of there) outcomes.set(id, found(one, known.has(id)));
    open = open.filter(({ id }) => !outcomes.has(id));
  }
  return [...outcomes];
}

/** One piece after another, each to its end: the numbers rise with the lines of the file. */
export async function importChunk(
  parts: ImportParts & { readonly pace: JobPace },
  task: ImportTask,
  fence: Fence,
): Promise<JobRow[]> {
  const { imports, pace } = parts;
  const { ids, lines = [] } = task.chunk;
  const all = lines.flatMap(({ fields }, index): Open[] =>
    fields ? [{ id: ids[index] as string, fields }] : [],
  );
  const before = await imports.find(all.map(({ id }) => id));
  const known = new Set(await imports.noteKnown(task.chunk, [...before.keys()]));
  const outcomes = new Map([...before].map(([id, one]) => [id, found(one, known.has(id))]));
  const open = all.filter(({ id }) => !before.has(id));
  const timesOf = risingTimes();
  const made = await pace.inPieces(
    open,
    async (piece) => await importPiece(parts, task, { piece, known, timesOf, fence }),
    NEW_ORDERS_PIECE,
  );
  for (const [id, outcome] of made) outcomes.set(id, outcome);
  return ids.map((order_id, index) => {
    const { line, problem } = lines[index] ?? { line: 0 };
    const outcome = outcomes.get(order_id) ?? failed("no free order number was found");
    return { order_id, line, ...(problem === undefined ? outcome : failed(problem)) };
  });
}
