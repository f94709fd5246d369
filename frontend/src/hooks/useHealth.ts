"use client";
import type { Health } from "@order-desk/contract";
import { useQuery } from "@tanstack/react-query";
import { isAway } from "../lib/feedStatus";
import { useDesk, useStore } from "./useDesk";

const EVERY_MS = 2_000;

/** The state of the server's parts, asked for again and again while `enabled`; undefined: unknown, or it is away. */
export function useHealth(enabled: boolean): Health | undefined {
  const { api } = useDesk();
  const isReachable = !useStore((store) => isAway(store.feedStatus()));
  const { data, isError } = useQuery({
    queryKey: ["health"],
    queryFn: api.fetchHealth,
    enabled: enabled && isReachable,
    refetchInterval: EVERY_MS,
    // What was true a while ago says nothing.
    gcTime: 0,
  });
  return enabled && isReachable && !isError ? data : undefined;
}
