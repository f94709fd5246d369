// Orders as lines of a CSV file: RFC 4180, and no cell that a spreadsheet would run as a formula.
import { minorDigits, type ExportColumn, type Order } from "@order-desk/contract";
import { stringify } from "csv-stringify";
import type { Transform } from "node:stream";

/** An amount with the decimals of its currency, and a point, whatever the reader's language. */
const amount = (value: number, { currency }: Order) => value.toFixed(minorDigits(currency));

/** Numbers and what the server made are no formulas: as text only what people wrote can be one. */
export function toCells(order: Order, columns: readonly ExportColumn[]): (string | number)[] {
  return columns.map((column) =>
    column === "price" || column === "total" ? amount(order[column], order) : order[column],
  );
}

/** Takes arrays of cells; a cell that begins like a formula gets an apostrophe in front (OWASP, CSV injection). */
export const csvLines = (columns: readonly ExportColumn[], bom: boolean): Transform =>
  stringify({ bom, header: true, columns: [...columns], escape_formulas: true, record_delimiter: "windows" });
