// Orders as lines of a CSV file: RFC 4180, and no cell that a spreadsheet would run as a formula.
import { minorDigits, type ExportColumn, type Order } from "@order-desk/contract";
import { stringify } from "csv-stringify";
import type { Transform } from "node:stream";

/** An amount with the decimals of its currency, and a point, whatever the reader's language. */
const amount = (value: number, { currency }: Order) => value.toFixed(minorDigits(currency));

/** Some spreadsheets skip a line end before a formula; csv-stringify looks at the first sign only, and not for this one. */
const defused = (value: string | number) =>
  typeof value === "string" && value.startsWith("\n") ? `'${value}` : value;

/** Numbers and what the server made are no formulas: as text only what people wrote can be one. */
export function toCells(order: Order, columns: readonly ExportColumn[]): (string | number)[] {
  return columns.map((column) =>
    column === "price" || column === "total" ? amount(order[column], order) : defused(order[column]),
  );
}

/** Where some spreadsheets split a cell that is not quoted, whatever the file's own delimiter is. */
const OTHER_DELIMITERS = /[;\t]/;

/** Takes arrays of cells; a cell that begins like a formula gets an apostrophe in front (OWASP, CSV injection). */
export const csvLines = (columns: readonly ExportColumn[], bom: boolean): Transform =>
  stringify({
    bom,
    header: true,
    columns: [...columns],
    escape_formulas: true,
    record_delimiter: "windows",
    // Any line end, not only the file's own one.
    quote_record_delimiter: true,
    quoted_match: OTHER_DELIMITERS,
  });
