"use client";
import { DEFAULT_SORT, orderMatcher, type Order } from "@order-desk/contract";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import { useDesk } from "./useDesk";

const FOUND_MAX = 6;
const PAUSE_MS = 60;
const NONE: readonly Order[] = [];

/** What is typed, after a short pause. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

export type FoundOrders = {
  readonly orders: readonly Order[];
  /** There may be more: the answer to what is typed by now is not there. */
  readonly isLooking: boolean;
  readonly hasFailed: boolean;
};

/** The newest orders that a search finds; none for an empty one. */
export function useFoundOrders(text: string): FoundOrders {
  const { api } = useDesk();
  const q = useSettled(text.trim());
  const { data, isFetching, isError } = useQuery({
    queryKey: ["found orders", q],
    queryFn: async () => (await api.fetchPage({ query: { q, sort: DEFAULT_SORT }, limit: FOUND_MAX })).rows,
    enabled: q !== "",
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
  const typed = text.trim();
  const isTyped = typed !== "";
  const isLooking = isTyped && (isFetching || q !== typed);
  // Until the answer is there, those of the text before that have the new words too: what is shown may be run.
  const orders = useMemo(
    () => (!isTyped ? NONE : isLooking ? (data ?? NONE).filter(orderMatcher({ q: typed })) : (data ?? NONE)),
    [isTyped, isLooking, data, typed],
  );
  return {
    orders,
    isLooking,
    hasFailed: isTyped && isError,
  };
}
