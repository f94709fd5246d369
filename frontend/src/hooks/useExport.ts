"use client";
import { useCallback } from "react";
import { downloadOrders, type ExportAsk } from "../services/exportDownload";
import { useSettings } from "./useSettings";

export type { ExportAsk, ExportWhat } from "../services/exportDownload";

/** Fetches a file of orders. Throws ApiError, and what aborting throws. */
export function useExport() {
  const { apiUrl } = useSettings();
  return useCallback(
    async (
      ask: ExportAsk,
      watch: { readonly signal: AbortSignal; readonly onRows: (rows: number) => void },
    ) => await downloadOrders(apiUrl, ask, watch),
    [apiUrl],
  );
}
