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

/** A cell that begins with a quotation mark: it may have line ends of its own, and what stands between cells. */
const QUOTED = /(?:^|(?<=[,;\t]))"(?:[^"]|"")*"/g;
/** As people write lists: what stands in it is no sign of what stands between the cells either. */
const AFTER_SPACE = /([,;\t]) +"[^"\r\n]*"/g;
const HEADING = new RegExp(`^(?:${QUOTED.source}|[^\\r\\n])*`);

/** The one that stands most often in the heading, outside of quotation marks. */
function delimiterOf(text: string): string {
  const said = SEPARATOR.exec(text)?.[1];
  if (said !== undefined) return said;
  const heading = (HEADING.exec(text.slice(0, LINE_MAX).trimStart())?.[0] ?? "")
    .replaceAll(QUOTED, "")
    .replaceAll(AFTER_SPACE, "$1");
  const count = (delimiter: string) => heading.split(delimiter).length;
  return DELIMITERS.reduce((best, one) => (count(one) > count(best) ? one : best));
}

const WHY: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: "a quotation mark is not closed",
  CSV_MAX_RECORD_SIZE: "the line is too long, or a quotation mark is not closed",
};

type Read = { readonly record: string[]; readonly info: Info };

const [LF, CR] = [10, 13];

/**
 * Says in which line a place is, as an editor counts; to be asked for one place after another. (csv-parse counts a line end of two signs
 * twice where it stands in a cell.)
 */
function lineCounter(bytes: Uint8Array) {
  let [line, at] = [1, 0];
  return (place: number): number => {
    for (; at < place; at++) if (bytes[at] === CR || (bytes[at] === LF && bytes[at - 1] !== CR)) line += 1;
    return line;
  };
}

/** Before the line end of the record. */
function contentEnd(bytes: Uint8Array, end: number): number {
  const last = bytes[end - 1] === LF ? end - 1 : end;
  return bytes[last - 1] === CR ? last - 1 : last;
}

/** Behind the last cell that was read: empty lines may come first. */
function contentBegin(bytes: Uint8Array, end: number): number {
  let begin = end;
  while (bytes[begin] === CR || bytes[begin] === LF) begin += 1;
  return begin;
}

function* piecesOf(bytes: Uint8Array): Iterable<Uint8Array> {
  for (let from = 0; from < bytes.length; from += PIECE) yield bytes.subarray(from, from + PIECE);
}

/** As spreadsheets read it: within a cell that does not begin with one, a quotation mark is one, as in 24" frame. */
const TOLERANT = {
  relax_quotes: true,
  relax_column_count: true,
  skip_records_with_empty_values: true,
  skip_empty_lines: true,
};

async function readLines(text: string): Promise<FileLine[]> {
  const bytes = Buffer.from(text.replace(SEPARATOR, ""));
  const delimiter = delimiterOf(text);
  const options = { delimiter, record_delimiter: LINE_ENDS, info: true, max_record_size: LINE_MAX };
  const parser = Readable.from(piecesOf(bytes)).pipe(parse({ ...options, ...TOLERANT }));
  const lines: FileLine[] = [];
  const lineAt = lineCounter(bytes);
  const nextSlice = timeSlices();
  try {
    for await (const { record, info } of parser as AsyncIterable<Read>) {
      lines.push({ line: lineAt(contentEnd(bytes, info.bytes)), cells: record });
      if (lines.length > IMPORT_ORDERS_MAX + 1)
        throw malformed(`The file has more than ${IMPORT_ORDERS_MAX} orders: send it in parts`);
      await nextSlice();
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const at = lineAt(contentBegin(bytes, Number(error.bytes)));
    throw malformed(`Line ${at}: ${WHY[error.code] ?? error.message}`);
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
  const [heading, ...lines] = await readLines(textOf(bytes));
  if (!heading)
    throw malformed("The file is empty: its first line names the columns, each other one is an order");
  if (lines.length === 0)
    throw malformed("The file has no order below its first line (with curl, send it by --data-binary)");
  return { headings: headingsOf(heading.cells), lines };
}
