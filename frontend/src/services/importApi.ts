// Orders out of a file: its bytes are sent as they are.
import { bulkJob, importForecast, type BulkJob, type ImportForecast } from "@order-desk/contract";
import type { ImportAsk } from "../lib/imports";
import { call, taking, withQuery } from "./apiCall";

/** A large file on a slow line. */
const TIMEOUT_MS = 120_000;

/** @param apiUrl without a slash at the end */
export function importApi(apiUrl: string) {
  const collection = `${apiUrl}/api/orders/import`;
  const address = ({ columns, repeated }: ImportAsk, isDry: boolean) =>
    withQuery(collection, { dry_run: isDry ? "true" : undefined, repeated, ...columns });
  return {
    sampleUrl: `${collection}/sample.csv`,

    /** What it would come to now; nothing is made. */
    forecast: async (file: Blob, ask: ImportAsk): Promise<ImportForecast> =>
      await call(
        address(ask, true),
        { method: "POST", body: file, timeoutMs: TIMEOUT_MS },
        taking(importForecast),
      ),

    /** The same key again is answered with the same job. */
    start: async (file: Blob, ask: ImportAsk, idempotencyKey: string): Promise<BulkJob> =>
      await call(
        address(ask, false),
        {
          method: "POST",
          body: file,
          headers: { "Idempotency-Key": idempotencyKey },
          timeoutMs: TIMEOUT_MS,
        },
        taking<BulkJob>(bulkJob),
      ),
  };
}
