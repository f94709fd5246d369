// The API of many orders at once as functions.
import {
  bulkForecast,
  bulkJob,
  bulkJobList,
  jobRowList,
  type BulkForecast,
  type BulkJob,
  type JobOutcome,
  type JobRow,
} from "@order-desk/contract";
import type { BulkAsk, ConfirmedAsk } from "../lib/jobs";
import { call, taking, takingPage, withQuery, type Page } from "./apiCall";

type RowsQuery = {
  readonly outcome?: JobOutcome | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
};

/** Finding a hundred thousand orders takes a moment. */
const TIMEOUT_MS = 60_000;
const takeJob = taking<BulkJob>(bulkJob);

export type BulkApi = ReturnType<typeof bulkApi>;

/** @param apiUrl without a slash at the end */
export function bulkApi(apiUrl: string) {
  const collection = `${apiUrl}/api/orders/bulk`;
  return {
    /** What it would come to now; nothing is changed. */
    forecast: async (ask: BulkAsk): Promise<BulkForecast> =>
      await call(
        collection,
        { method: "POST", body: { ...ask, dry_run: true }, timeoutMs: TIMEOUT_MS },
        taking(bulkForecast),
      ),

    /** The same key again is answered with the same job. */
    start: async (ask: ConfirmedAsk, idempotencyKey: string): Promise<BulkJob> =>
      await call(
        collection,
        { method: "POST", body: ask, headers: { "Idempotency-Key": idempotencyKey }, timeoutMs: TIMEOUT_MS },
        takeJob,
      ),

    latest: async (): Promise<BulkJob[]> => await call(collection, {}, taking(bulkJobList)),
    stop: async (id: string): Promise<BulkJob> =>
      await call(`${collection}/${id}/stop`, { method: "POST" }, takeJob),

    undo: async (id: string): Promise<BulkJob> =>
      await call(`${collection}/${id}/undo`, { method: "POST" }, takeJob),

    fetchRows: async (id: string, { outcome, cursor, limit }: RowsQuery): Promise<Page<JobRow>> =>
      await call(
        withQuery(`${collection}/${id}/rows`, { limit, outcome, cursor }),
        {},
        takingPage(jobRowList),
      ),
  };
}
