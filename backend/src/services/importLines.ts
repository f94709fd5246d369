// Lines of a file as orders: pure, so that every rule can be tried without a database.
import {
  createOrderBody,
  currencyCode,
  IMPORT_FIELDS,
  minorDigits,
  toDecimal,
  toMinor,
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
import { timeSlices } from "./timeSlices.js";

export type PlannedLine = { readonly id: string; readonly line: ImportLine };
export type Plan = { readonly lines: readonly PlannedLine[]; readonly problems: readonly ImportProblem[] };

export type PlanParts = Pick<ImportQuery, "repeated"> & {
  readonly headings: readonly string[];
  readonly columns: Columns;
  /** The column from which the price is worked out; undefined: from none. */
  readonly total: number | undefined;
  /** Of references that are the numbers of our own orders, their ids. */
  readonly own: ReadonlyMap<string, string>;
  readonly shopCurrency: string;
  /** The job: ids of lines that are to be made again are made from it. */
  readonly job: string;
};

/** What our own files, and others, put in front of a cell that a spreadsheet would run (OWASP, CSV injection). */
const DEFUSED = /^'(?=[=+\-@\t\r\n＝＋－＠])/;
const OBJECT_ID = /^[0-9a-f]{24}$/i;
/** 1234.5, or 1234,5: a comma with three digits behind it may mean thousands. */
const NUMBER = /^[+-]?\d+(?:\.\d+|,\d{1,2})?$/;

/** 12.500 may mean thousands too; what does not end in 0 has more decimals than it may have anyway. */
const MAY_BE_THOUSANDS = /^[+-]?\d{1,3}\.\d\d0$/;

type Cells = Readonly<Partial<Record<ImportField | "total", string>>>;
type Fault = Omit<ImportProblem, "line">;

const cellsOf = ({ cells }: FileLine, { columns, total }: PlanParts): Cells =>
  Object.fromEntries(
    [...IMPORT_FIELDS, "total" as const].flatMap((field) => {
      const place = field === "total" ? total : columns[field];
      const cell = place === undefined ? "" : (cells[place] ?? "").replace(DEFUSED, "").trim();
      return cell === "" ? [] : [[field, cell]];
    }),
  );

function numeric(cell: string | undefined, decimals = 0): number | string | undefined {
  if (cell === undefined || !NUMBER.test(cell)) return cell;
  return decimals !== 3 && MAY_BE_THOUSANDS.test(cell) ? cell : Number(cell.replace(",", "."));
}

const decimalsOf = (currency: string) =>
  currencyCode.safeParse(currency).success ? minorDigits(currency) : undefined;

/** Of one piece, out of what all cost; the total as it is written where no whole price comes of it. */
function priceFrom(total: string | undefined, quantity: number, currency: string) {
  const decimals = decimalsOf(currency);
  const all = numeric(total, decimals);
  if (typeof all !== "number" || decimals === undefined) return all;
  const minor = toMinor(all, currency);
  return minor === undefined || minor % quantity !== 0 ? total : toDecimal(minor / quantity, currency);
}

const EXAMPLES: Partial<Record<ImportField, string>> = {
  quantity: "The quantity must be a whole number, as in 3",
  price: "The price must be a number without signs and spaces, as in 1234.50",
};

const NO_PRICE =
  "The total does not come to a price of one piece: give the file a column price, or say which one has the prices";

/** The order of a line, or what is to be mended. */
function readLine(cells: Cells, parts: PlanParts): { order: NewOrder } | { faults: Fault[] } {
  const { shopCurrency } = parts;
  const currency = cells.currency?.toUpperCase();
  const quantity = numeric(cells.quantity);
  const divisor = typeof quantity === "number" && quantity > 0 ? quantity : 1;
  const given: Partial<Record<keyof Cells, string | number | undefined>> = {
    ...cells,
    quantity,
    price:
      parts.total === undefined
        ? numeric(cells.price, decimalsOf(currency ?? shopCurrency))
        : priceFrom(cells.total, divisor, currency ?? shopCurrency),
  };
  delete given.reference;
  delete given.total;
  const examples = parts.total === undefined ? EXAMPLES : { ...EXAMPLES, price: NO_PRICE };
  const parsed = createOrderBody.safeParse({
    ...given,
    currency,
    status: cells.status?.toLowerCase(),
  });
  if (!parsed.success)
    return {
      faults: parsed.error.issues.map(({ path, message }) => {
        const field = path[0] as ImportField;
        return {
          field,
          message: (typeof given[field] === "string" ? examples[field] : undefined) ?? message,
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
function identify({ repeated, job, own }: PlanParts) {
  const seen = new Map<string, number>();
  return (
    line: number,
    { reference: given }: Cells,
    order: NewOrder,
  ): string | { readonly before: number } => {
    // An order's id is the same in capital letters.
    const isId = given !== undefined && OBJECT_ID.test(given);
    const reference = isId ? given.toLowerCase() : given;
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
    const ours = own.get(reference);
    if (ours !== undefined) return ours;
    return isId ? reference : idFrom(`import reference ${reference}`);
  };
}

/** Surplus cells mean that a sign between cells stands in one: which cell is which cannot be told. */
const surplusOf = ({ cells }: FileLine, { headings }: PlanParts): Fault[] => {
  const count = cells.findLastIndex((cell) => cell.trim() !== "") + 1;
  if (count <= headings.length) return [];
  const message = `${count} cells, the heading names ${headings.length}: put quotation marks around a cell that holds the sign between cells`;
  return [{ field: null, message }];
};

function linePlanner(parts: PlanParts) {
  const idOf = identify(parts);
  const { shopCurrency, job } = parts;
  const refused = (line: number, faults: readonly Fault[]) => ({
    planned: {
      id: idFrom(`${job}/${line}`),
      line: { line, problem: faults.map(({ message }) => message).join(". ") },
    },
    problems: faults.map((fault) => ({ line, ...fault })),
  });
  return (one: FileLine): { planned: PlannedLine; problems: ImportProblem[] } => {
    const { line } = one;
    const surplus = surplusOf(one, parts);
    if (surplus.length > 0) return refused(line, surplus);
    const cells = cellsOf(one, parts);
    const read = readLine(cells, parts);
    if ("faults" in read) return refused(line, read.faults);
    const id = idOf(line, cells, read.order);
    if (typeof id !== "string")
      return refused(line, [{ field: "reference", message: `Line ${id.before} has this reference too` }]);
    return { planned: { id, line: { line, fields: toNewFields(read.order, shopCurrency) } }, problems: [] };
  };
}

export async function planLines(lines: readonly FileLine[], parts: PlanParts): Promise<Plan> {
  const plan = linePlanner(parts);
  const problems: ImportProblem[] = [];
  const planned: PlannedLine[] = [];
  const nextSlice = timeSlices();
  for (const one of lines) {
    const made = plan(one);
    planned.push(made.planned);
    problems.push(...made.problems);
    await nextSlice();
  }
  return { lines: planned, problems };
}
