// Makes orders of a chunk of a file. Done again, after a crash or beside another process, it finds what is done and does the
// rest.
import type { ChangeAuthor, JobRow } from "@order-desk/contract";
import { CHUNK_SIZE, type ChunkRow, type JobDocument } from "../models/Job.js";
import { newDocument } from "../models/Order.js";
import { objectIdOf } from "../models/orderDocument.js";
import type { Imported, ImportedFields, OrderImports } from "../models/orderImports.js";
import type { JobPace } from "./jobPace.js";
import { markOfJob, ROUNDS, type Fence } from "./jobRows.js";
import type { OrderNumbers } from "./orderNumbers.js";

/** After so many rounds with taken numbers a whole range is in use: it is left behind. */
const SKIP_TAKEN_AFTER = 3;

export type ImportParts = {
  readonly imports: OrderImports;
  readonly numbers: OrderNumbers;
};

export type ImportTask = Pick<JobDocument, "created_at" | "total"> & {
  readonly job: string;
  readonly by: ChangeAuthor;
  readonly chunk: ChunkRow;
};

/** `place`: in the file. */
type Open = { readonly id: string; readonly fields: ImportedFields; readonly place: number };
type Outcome = Pick<JobRow, "outcome" | "order_number" | "reason">;

const failed = (reason: string): Outcome => ({ outcome: "failed", order_number: null, reason });

/** Those that the database refuses, with why. The sequence of the file is that of the numbers and of the times. */
async function write({ imports, numbers }: ImportParts, task: ImportTask, open: readonly Open[]) {
  const { job, by, total, created_at } = task;
  const taken = await numbers.take(open.length);
  const documents = open.map(({ id, fields, place }, index) =>
    newDocument({ order_number: taken[index] as number, ...fields }, markOfJob(job, id, by), {
      _id: objectIdOf(id),
      now: new Date(created_at.getTime() - (total - 1 - place)),
    }),
  );
  const { others } = await imports.insertMany(documents);
  return [...others].map(([index, { message }]): [string, Outcome] => [
    open[index]?.id ?? "",
    failed(message),
  ]);
}

const found = ({ order_number, isDeleted }: Imported, isKnown: boolean): Outcome =>
  isKnown
    ? { outcome: "unchanged", order_number, reason: isDeleted ? "deleted since" : null }
    : { outcome: "changed", order_number, reason: null };

/** The next round sees which of them were written. */
async function importPiece(
  parts: ImportParts,
  task: ImportTask,
  { piece, known, fence }: { piece: readonly Open[]; known: ReadonlySet<string>; fence: Fence },
): Promise<[string, Outcome][]> {
  const { imports, numbers } = parts;
  const outcomes = new Map<string, Outcome>();
  for (let [open, round] = [piece, 0]; open.length > 0 && round < ROUNDS; round++) {
    if (round === SKIP_TAKEN_AFTER) await numbers.skipTaken();
    await fence(round);
    for (const [id, outcome] of await write(parts, task, open)) outcomes.set(id, outcome);
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
  const { ids, lines = [], n } = task.chunk;
  const all = lines.flatMap(({ fields }, index): Open[] =>
    fields ? [{ id: ids[index] as string, fields, place: n * CHUNK_SIZE + index }] : [],
  );
  const before = await imports.find(all.map(({ id }) => id));
  const known = new Set(await imports.noteKnown(task.chunk, [...before.keys()]));
  const outcomes = new Map([...before].map(([id, one]) => [id, found(one, known.has(id))]));
  const open = all.filter(({ id }) => !before.has(id));
  const made = await pace.inPieces(
    open,
    async (piece) => await importPiece(parts, task, { piece, known, fence }),
  );
  for (const [id, outcome] of made) outcomes.set(id, outcome);
  return ids.map((order_id, index) => {
    const { line, problem } = lines[index] ?? { line: 0 };
    const outcome = outcomes.get(order_id) ?? failed("no free order number was found");
    return { order_id, line, ...(problem === undefined ? outcome : failed(problem)) };
  });
}
