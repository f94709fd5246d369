"use client";
import type { Order } from "@order-desk/contract";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useEffectEvent } from "react";
import { isMissing } from "../lib/apiError";
import { useDesk, useStore } from "./useDesk";

export type OrderResult = {
  /** In state "deleted" the order as it last was here. */
  readonly order?: Order | undefined;
  readonly state: "loading" | "ready" | "missing" | "deleted" | "error";
  readonly retry: () => void;
};

/** One order, live, whether a list holds it or not. */
export function useOrder(id: string): OrderResult {
  const { loader } = useDesk();
  useEffect(() => loader.showOrder(id), [loader, id]);
  const held = useStore((store) => store.orders().orders.get(id));
  const deleted = useStore((store) => store.orders().deleted.get(id));
  const { error, isFetching, isSuccess, refetch } = useQuery({
    queryKey: ["order", id],
    queryFn: async () => await loader.fetchOrder(id),
    enabled: !held && !deleted,
    gcTime: 0,
  });
  const retry = () => void refetch();
  const retryIfFailed = useEffectEvent(() => {
    if (error && !isMissing(error) && !held && !deleted) retry();
  });
  useEffect(() => loader.onRecovered(() => retryIfFailed()), [loader]);

  if (held) return { order: held.order, state: "ready", retry };
  if (deleted) return { order: deleted.order, state: "deleted", retry };
  if (isFetching) return { state: "loading", retry };
  // Fetched but not held: it went away in a gap of the feed.
  if (isSuccess || isMissing(error)) return { state: "missing", retry };
  return { state: error ? "error" : "loading", retry };
}
