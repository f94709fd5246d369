"use client";
import type { MailCounts } from "@order-desk/contract";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useMailBook } from "./useMailBook";

const KEY = ["mail-counts"];
/** How often it is asked again where nothing tells of changes. */
const EVERY_MS = 30_000;
const AFTER_NEWS_MS = 2_000;

/** Mails per state; undefined while unknown. */
export function useMailCounts(): MailCounts | undefined {
  const { api } = useMailBook();
  const { data } = useQuery({
    queryKey: KEY,
    queryFn: api.fetchCounts,
    refetchInterval: EVERY_MS,
    refetchOnWindowFocus: true,
    staleTime: AFTER_NEWS_MS,
  });
  return data;
}

/** Asks for the numbers again after each change of a mail, at most every two seconds. */
export function useLiveMailCounts(): MailCounts | undefined {
  const { store } = useMailBook();
  const client = useQueryClient();
  useEffect(() => {
    let askedAt = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = () => {
      timer = undefined;
      askedAt = Date.now();
      void client.invalidateQueries({ queryKey: KEY });
    };
    const stop = store.onNews(() => {
      timer ??= setTimeout(ask, Math.max(0, askedAt + AFTER_NEWS_MS - Date.now()));
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [store, client]);
  return useMailCounts();
}
