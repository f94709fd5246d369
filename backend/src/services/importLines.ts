// Lines of a file as orders: pure, so that every rule can be tried without a database.
import {
  createOrderBody,
  IMPORT_FIELDS,
  type ImportField,
  type ImportProblem,
  type ImportQuery,
  type NewOrder,
} from "@order-desk/contract";
import type { ImportLine } from "../models/orderImports.js";
import { idFrom } from "./bulkRules.js";
import { DomainError } from "./errors.js";
import type { Columns } from "./importColumns.js";
import type { FileLine } from "./importFile.js";
import { toNewFields } from "./orderRules.js";

export type PlannedLine = { readonly id: string; readonly line: ImportLine };
export type Plan = { readonly lines: readonly PlannedLine[]; readonly problems: readonly ImportProblem[] };

export type PlanParts = Pick<ImportQuery, "repeated"> & {
  readonly columns: Columns;
  readonly shopCurrency: string;
  /** The job: ids of lines that are to be made again are made from it. */
  readonly job: string;
};

/** What our own files, and others, put in front of a cell that a spreadsheet would run (OWASP, CSV injection). */
const DEFUSED = /^'(?=[=+\-@\t\r＝＋－＠])/;
const OBJECT_ID = /^[0-9a-f]{24}$/i;
/** 1234.5, or 1234,5: a comma with three digits behind it may mean thousands. */
const NUMBER = /^[+-]?\d+(?:\.\d+|,\d{1,2})?$/;

type Cells = Readonly<Partial<Record<ImportField, string>>>;
type Fault = Omit<ImportProblem, "line">;

const cellsOf = ({ cells }: FileLine, columns: Columns): Cells =>
  Object.fromEntries(
    IMPORT_FIELDS.flatMap((field) => {
      const place = columns[field];
      const cell = place === undefined ? "" : (cells[place] ?? "").replace(DEFUSED, "").trim();
      return cell === "" ? [] : [[field, cell]];
    }),
  );

const numeric = (cell: string | undefined) =>
  cell === undefined ? undefined : NUMBER.test(cell) ? Number(cell.replace(",", ".")) : cell;

const EXAMPLES: Partial<Record<ImportField, string>> = {
  quantity: "The quantity must be a whole number, as in 3",
  price: "The price must be a number without signs and spaces, as in 1234.50",
};

/** The order of a line, or what is to be mended. */
function readLine(cells: Cells, shopCurrency: string): { order: NewOrder } | { faults: Fault[] } {
  const given: Partial<Record<ImportField, string | number>> = {
    ...cells,
    quantity: numeric(cells.quantity),
    price: numeric(cells.price),
  };
  delete given.reference;
  const parsed = createOrderBody.safeParse({
    ...given,
    currency: cells.currency?.toUpperCase(),
    status: cells.status?.toLowerCase(),
  });
  if (!parsed.success)
    return {
      faults: parsed.error.issues.map(({ path, message }) => {
        const field = path[0] as ImportField;
        return {
          field,
          message: (typeof given[field] === "string" ? EXAMPLES[field] : undefined) ?? message,
        };
      }),
    };
  try {
    toNewFields(parsed.data, shopCurrency);
    return { order: parsed.data };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { faults: (error.extras.errors ?? []).map(({ message }) => ({ field: "price", message })) };
  }
}

/** Gives each line its id: by its reference, or by all that it says and how often it was said before. */
function identify({ repeated, job }: PlanParts) {
  const seen = new Map<string, number>();
  return (line: number, { reference }: Cells, order: NewOrder): string | { readonly before: number } => {
    if (reference === undefined) {
      const content = JSON.stringify(order);
      const times = (seen.get(content) ?? 0) + 1;
      seen.set(content, times);
      return idFrom(repeated === "create" ? `${job}/${line}` : `import ${content} ${times}`);
    }
    const before = seen.get(`reference ${reference}`);
    if (before !== undefined) return { before };
    seen.set(`reference ${reference}`, line);
    if (repeated === "create") return idFrom(`${job}/${line}`);
    return OBJECT_ID.test(reference) ? reference.toLowerCase() : idFrom(`import reference ${reference}`);
  };
}

export function planLines(lines: readonly FileLine[], parts: PlanParts): Plan {
  const { columns, shopCurrency, job } = parts;
  const idOf = identify(parts);
  const problems: ImportProblem[] = [];
  const planned = lines.map((one): PlannedLine => {
    const { line } = one;
    const refused = (faults: readonly Fault[]): PlannedLine => {
      problems.push(...faults.map((fault) => ({ line, ...fault })));
      return {
        id: idFrom(`${job}/${line}`),
        line: { line, problem: faults.map(({ message }) => message).join(". ") },
      };
    };
    const cells = cellsOf(one, columns);
    const read = readLine(cells, shopCurrency);
    if ("faults" in read) return refused(read.faults);
    const id = idOf(line, cells, read.order);
    if (typeof id !== "string")
      return refused([{ field: "reference", message: `Line ${id.before} has this reference too` }]);
    return { id, line: { line, fields: toNewFields(read.order, shopCurrency) } };
  });
  return { lines: planned, problems };
}
