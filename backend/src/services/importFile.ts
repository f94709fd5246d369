// The bytes of a CSV file as lines of cells: RFC 4180, and what spreadsheets make of it.
import { Readable } from "node:stream";
import { IMPORT_ORDERS_MAX } from "@order-desk/contract";
import { CsvError, parse, type Info } from "csv-parse";
import { invalid } from "./errors.js";
import { timeSlices } from "./timeSlices.js";

/** `line`: where it ends, as an editor counts. */
export type FileLine = { readonly line: number; readonly cells: readonly string[] };
export type FileContent = { readonly headings: readonly string[]; readonly lines: readonly FileLine[] };

const DELIMITERS = [",", ";", "\t"] as const;
/** No cell of an order is nearly as long: a quotation mark that is never closed is found out early. */
const LINE_MAX = 100_000;
/** Bytes that are split into lines in one go. */
const PIECE = 8_192;
const LINE_ENDS = ["\r\n", "\n", "\r"];
/** Excel's own first line, in place of the heading: what stands between the cells. */
const SEPARATOR = /^sep=([,;\t])(?=\r|\n)/i;

export const malformed = (message: string) => invalid([{ pointer: "", message }]);

/** A byte order mark says which: UTF-8, or UTF-16 as Excel's "Unicode text". Without one it must be UTF-8. */
function textOf(bytes: Uint8Array): string {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  try {
    return new TextDecoder(isUtf16 ? "utf-16le" : "utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw malformed("The file is not UTF-8: save it as CSV UTF-8 and send it again");
  }
}

/** The one that stands most often in the heading, outside of quotation marks. */
function delimiterOf(text: string): string {
  const said = SEPARATOR.exec(text)?.[1];
  if (said !== undefined) return said;
  const heading = (/^\s*([^\r\n]*)/.exec(text)?.[1] ?? "").replaceAll(/"[^"]*"/g, "");
  const count = (delimiter: string) => heading.split(delimiter).length;
  return DELIMITERS.reduce((best, one) => (count(one) > count(best) ? one : best));
}

const WHY: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: "a quotation mark is not closed",
  CSV_MAX_RECORD_SIZE: "the line is too long, or a quotation mark is not closed",
};

const complaint = (error: CsvError) =>
  malformed(`Line ${Number(error.lines)}: ${WHY[error.code] ?? error.message}`);

type Read = { readonly record: string[]; readonly info: Info };

function* piecesOf(text: string): Iterable<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let from = 0; from < bytes.length; from += PIECE) yield bytes.subarray(from, from + PIECE);
}

/** csv-parse counts each line end of two signs within a cell twice (`info.lines`). */
const countedTwice = (cells: readonly string[]) =>
  cells.reduce((sum, cell) => sum + cell.split("\r\n").length - 1, 0);

async function readLines(text: string): Promise<FileLine[]> {
  const delimiter = delimiterOf(text);
  const options = { delimiter, record_delimiter: LINE_ENDS, info: true, max_record_size: LINE_MAX };
  // As spreadsheets read it: within a cell that does not begin with one, a quotation mark is one, as in 24" frame.
  const tolerant = {
    relax_quotes: true,
    ...{ relax_column_count: true, skip_records_with_empty_values: true, skip_empty_lines: true },
  };
  const parser = Readable.from(piecesOf(text.replace(SEPARATOR, ""))).pipe(
    parse({ ...options, ...tolerant }),
  );
  const lines: FileLine[] = [];
  const nextSlice = timeSlices();
  let surplus = 0;
  for await (const { record, info } of parser as AsyncIterable<Read>) {
    surplus += countedTwice(record);
    lines.push({ line: info.lines - surplus, cells: record });
    if (lines.length > IMPORT_ORDERS_MAX + 1)
      throw malformed(`The file has more than ${IMPORT_ORDERS_MAX} orders: send it in parts`);
    await nextSlice();
  }
  return lines;
}

/** As they are shown and chosen: one that has the name of an earlier one is numbered. */
function headingsOf(cells: readonly string[]): string[] {
  const taken = new Set<string>();
  const times = new Map<string, number>();
  return cells.map((cell) => {
    const name = cell.trim();
    let unique = name;
    while (name !== "" && taken.has(unique)) {
      times.set(name, (times.get(name) ?? 1) + 1);
      unique = `${name} (${times.get(name)})`;
    }
    taken.add(unique);
    return unique;
  });
}

/** Refuses, with what to mend, what is no such file. */
export async function readFile(bytes: Uint8Array): Promise<FileContent> {
  const text = textOf(bytes);
  const [heading, ...lines] = await readLines(text).catch((error: unknown) => {
    throw error instanceof CsvError ? complaint(error) : error;
  });
  if (!heading)
    throw malformed("The file is empty: its first line names the columns, each other one is an order");
  if (lines.length === 0)
    throw malformed("The file has no order below its first line (with curl, send it by --data-binary)");
  return { headings: headingsOf(heading.cells), lines };
}
