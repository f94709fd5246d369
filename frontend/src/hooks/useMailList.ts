"use client";
import { useEffect, useMemo } from "react";
import { selectMails, type MailRow } from "../lib/heldMails";
import type { MailQuery } from "../lib/mailRoute";
import { useMailBook, useMailStore } from "./useMailBook";

export type MailListResult = {
  readonly rows: readonly MailRow[];
  /** "error" only while there is nothing to show; else `error` says what is wrong with what is shown. */
  readonly state: "loading" | "ready" | "error";
  readonly error: string | undefined;
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  readonly loadMore: () => void;
  readonly retry: () => void;
};

const NONE: readonly MailRow[] = [];

export function useMailList({ state, q }: MailQuery): MailListResult {
  const { loader } = useMailBook();
  const query = useMemo(() => ({ state, q }), [state, q]);
  useEffect(() => loader.show(query), [loader, query]);

  const held = useMailStore((store) => store.held());
  const { downTo, error, isLoading, nextCursor } = useMailStore((store) => store.view(query));
  const rows = useMemo(
    () => (downTo === undefined ? NONE : selectMails(held, query, downTo)),
    [held, query, downTo],
  );
  const hasData = downTo !== undefined;
  const actions = useMemo(
    () => ({ loadMore: () => loader.loadMore(), retry: () => loader.retry() }),
    [loader],
  );
  return {
    ...actions,
    rows,
    state: hasData ? "ready" : error !== undefined && !isLoading ? "error" : "loading",
    error,
    hasMore: hasData && nextCursor !== undefined,
    isLoadingMore: hasData && isLoading,
  };
}
