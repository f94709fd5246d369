// Orders out of a file: what it would come to, and the job that makes them.
import {
  IMPORT_FIELDS,
  IMPORT_PROBLEMS_MAX,
  type BulkJob,
  type ImportForecast,
  type ImportQuery,
} from "@order-desk/contract";
import type { OrderImports } from "../models/orderImports.js";
import { invalid } from "./errors.js";
import { hasOwnNumbers, matchColumns, missingColumns, totalColumn, type Columns } from "./importColumns.js";
import { readFile, type FileContent } from "./importFile.js";
import { planLines } from "./importLines.js";
import type { Accepted, jobAcceptance } from "./jobAcceptance.js";

export type ImportServiceParts = {
  readonly imports: OrderImports;
  readonly accept: ReturnType<typeof jobAcceptance>;
  readonly shopCurrency: string;
};

export type ImportService = ReturnType<typeof importService>;

/** Of a dry run there is no job. */
const NO_JOB = "0".repeat(24);

function planner({ imports, shopCurrency }: Pick<ImportServiceParts, "imports" | "shopCurrency">) {
  return async (file: FileContent, columns: Columns, asked: ImportQuery, job: string) => {
    const { headings, lines } = file;
    const place = columns.reference;
    const numbers =
      place !== undefined && hasOwnNumbers(headings, columns, asked)
        ? lines.map(({ cells }) => (cells[place] ?? "").trim())
        : [];
    return await planLines(lines, {
      headings,
      columns,
      total: totalColumn(headings, columns),
      own: await imports.idsByNumber(numbers),
      shopCurrency,
      repeated: asked.repeated,
      job,
    });
  };
}

export function importService({ imports, accept, shopCurrency }: ImportServiceParts) {
  const planOf = planner({ imports, shopCurrency });
  return {
    async forecast(bytes: Uint8Array, asked: ImportQuery): Promise<ImportForecast> {
      const file = await readFile(bytes);
      const { headings, lines } = file;
      const columns = matchColumns(headings, asked);
      const headingAt = (place: number | undefined) =>
        place === undefined ? null : (headings[place] ?? null);
      const known = {
        total: lines.length,
        headings: [...headings],
        columns: IMPORT_FIELDS.map((field) => ({ field, heading: headingAt(columns[field]) })),
        total_heading: headingAt(totalColumn(headings, columns)),
      };
      const missing = missingColumns(columns);
      if (missing.length > 0) {
        const problems = missing.map((one) => ({ line: 1, ...one }));
        return { ...known, will_create: 0, unchanged: 0, cannot: lines.length, problems };
      }
      const plan = await planOf(file, columns, asked, NO_JOB);
      const good = plan.lines.flatMap(({ id, line }) => (line.fields ? [id] : []));
      const { size: unchanged } = asked.repeated === "create" ? new Map() : await imports.find(good);
      return {
        ...known,
        will_create: good.length - unchanged,
        unchanged,
        cannot: lines.length - good.length,
        problems: plan.problems.slice(0, IMPORT_PROBLEMS_MAX),
      };
    },

    async accept(
      bytes: Uint8Array,
      asked: ImportQuery,
      by: BulkJob["by"],
      key: string | undefined,
    ): Promise<Accepted> {
      const plan = async (job: string) => {
        const file = await readFile(bytes);
        const columns = matchColumns(file.headings, asked);
        const missing = missingColumns(columns);
        if (missing.length > 0)
          throw invalid(missing.map(({ field, message }) => ({ pointer: `/${field}`, message })));
        const { lines: planned } = await planOf(file, columns, asked, job);
        return {
          kind: "import",
          status: null,
          undo_seconds: 0,
          ids: planned.map(({ id }) => id),
          lines: planned.map(({ line }) => line),
        } as const;
      };
      return await accept({ asked: ["import", JSON.stringify(asked), bytes], by, key, plan });
    },
  };
}
