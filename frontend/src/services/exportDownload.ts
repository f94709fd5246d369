// Orders as a file: read as it comes, so that one sees how far it is and can stop.
import { EXPORT_IDS_MAX, toParameters, type ExportColumn, type OrderQuery } from "@order-desk/contract";
import { toApiError } from "./apiCall";

/** Which orders: what matches, or these. */
export type ExportWhat = { readonly query: OrderQuery } | { readonly ids: readonly string[] };

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
    return address([["ids", ids.join(",")]], bom && index === 0);
  });
}

/** Line ends: what stands within quotes counts too, which is near enough for a progress. */
const linesIn = (bytes: Uint8Array) => bytes.reduce((count, byte) => count + (byte === NEWLINE ? 1 : 0), 0);

/** Throws ApiError, and what aborting throws. */
export async function downloadOrders(
  apiUrl: string,
  ask: ExportAsk,
  { signal, onRows }: Watch,
): Promise<Blob> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let rows = 0;
  for (const [index, address] of addressesOf(apiUrl, ask).entries()) {
    const response = await fetch(address, { signal, cache: "no-store" });
    if (!response.ok || !response.body) throw await toApiError(response);
    // The headings are there once.
    let isHead = true;
    for (const reader = response.body.getReader(); ;) {
      const { done, value } = await reader.read();
      if (done) break;
      const start = isHead && index > 0 ? value.indexOf(NEWLINE) + 1 : 0;
      const lines = linesIn(value) - (isHead ? 1 : 0);
      isHead = false;
      chunks.push(value.subarray(start));
      onRows((rows += lines));
    }
  }
  return new Blob(chunks, { type: "text/csv;charset=utf-8" });
}
