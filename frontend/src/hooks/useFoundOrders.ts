"use client";
import { DEFAULT_SORT, type Order } from "@order-desk/contract";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useDesk } from "./useDesk";

const FOUND_MAX = 6;
const PAUSE_MS = 60;

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
  /** They are for other words than what is typed by now. */
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
  const isTyped = text.trim() !== "";
  return {
    orders: isTyped ? (data ?? []) : [],
    isLooking: isTyped && (isFetching || q !== text.trim()),
    hasFailed: isTyped && isError,
  };
}
