// Orders as a file: read as it comes, so that one sees how far it is and can stop.
import {
  EXPORT_IDS_MAX,
  toParameters,
  type ExportColumn,
  type OrderQuery,
  type OrderSort,
} from "@order-desk/contract";
import { toApiError } from "./apiCall";

/** Which orders: what matches, or these, which stand in this sequence already. */
export type ExportWhat =
  { readonly query: OrderQuery } | { readonly ids: readonly string[]; readonly sort: OrderSort };

export type ExportAsk = {
  readonly what: ExportWhat;
  readonly columns: readonly ExportColumn[];
  /** A byte order mark, by which Excel knows UTF-8. */
  readonly bom: boolean;
};

type Watch = {
  readonly signal: AbortSignal;
  /** Rows that have come. */
  readonly onRows: (rows: number) => void;
};

const NEWLINE = 10;
const QUOTE = 34;
/** So much is handed over to the browser, which can keep it on the disk: this tab's own memory stays small. */
const KEEP_BYTES = 4_000_000;

function addressesOf(apiUrl: string, { what, columns, bom }: ExportAsk): string[] {
  const address = (parameters: readonly (readonly [string, string])[], withBom: boolean) => {
    const all = [...parameters, ["columns", columns.join(",")], ["bom", String(withBom)]] as [
      string,
      string,
    ][];
    return `${apiUrl}/api/orders/export.csv?${new URLSearchParams(all).toString()}`;
  };
  if ("query" in what) return [address(toParameters(what.query), bom)];
  const parts = Math.ceil(what.ids.length / EXPORT_IDS_MAX);
  return Array.from({ length: parts }, (_part, index) => {
    const ids = what.ids.slice(index * EXPORT_IDS_MAX, (index + 1) * EXPORT_IDS_MAX);
    return address([["ids", ids.join(",")], ...toParameters({ sort: what.sort })], bom && index === 0);
  });
}

/** Counts the lines of a file that comes in pieces; a line end within quotation marks ends none (RFC 4180). */
function lineCounter(): (bytes: Uint8Array) => number {
  let isQuoted = false;
  return (bytes) => {
    let lines = 0;
    for (const byte of bytes)
      if (byte === QUOTE) isQuoted = !isQuoted;
      else if (byte === NEWLINE && !isQuoted) lines += 1;
    return lines;
  };
}

/** Puts the pieces together. */
function fileParts() {
  const parts: Blob[] = [];
  let pieces: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  const keep = () => {
    parts.push(new Blob(pieces));
    [pieces, bytes] = [[], 0];
  };
  return {
    add(piece: Uint8Array<ArrayBuffer>) {
      pieces.push(piece);
      if ((bytes += piece.length) >= KEEP_BYTES) keep();
    },
    toFile() {
      keep();
      return new Blob(parts, { type: "text/csv;charset=utf-8" });
    },
  };
}

/** Not every browser can iterate over a stream itself. */
async function* piecesOf<Piece>(stream: ReadableStream<Piece>): AsyncGenerator<Piece, undefined> {
  for (const reader = stream.getReader(); ;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
  }
}

/** Throws ApiError, and what aborting throws. */
export async function downloadOrders(
  apiUrl: string,
  ask: ExportAsk,
  { signal, onRows }: Watch,
): Promise<Blob> {
  const file = fileParts();
  let rows = 0;
  for (const [index, address] of addressesOf(apiUrl, ask).entries()) {
    const response = await fetch(address, { signal, cache: "no-store" });
    if (!response.ok || !response.body) throw await toApiError(response);
    const countLines = lineCounter();
    let isHead = true;
    for await (const piece of piecesOf(response.body)) {
      const headEnd: number = isHead ? piece.indexOf(NEWLINE) : -1;
      // The headings are there once, at the beginning of the file; they may come in two pieces.
      if (index === 0 || !isHead) file.add(piece);
      else if (headEnd >= 0) file.add(piece.subarray(headEnd + 1));
      rows += countLines(piece) - (headEnd >= 0 ? 1 : 0);
      isHead &&= headEnd < 0;
      onRows(rows);
    }
  }
  return file.toFile();
}
