"use client";
import type { Order } from "@order-desk/contract";
import { useEffect, useEffectEvent } from "react";
import { useDesk } from "./useDesk";

export type OrderFeedOptions = {
  /** Orders that anyone has created while this tab is open, gathered; never twice the same. */
  readonly onCreated: (orders: Order[]) => void;
};

/** Keeps everything on the screen live. Mount it once. */
export function useOrderFeed({ onCreated }: OrderFeedOptions): void {
  const { feed, store } = useDesk();
  const tell = useEffectEvent(onCreated);
  useEffect(() => {
    const stopTelling = store.onCreated((orders) => tell(orders));
    const stop = feed.start();
    return () => {
      stop();
      stopTelling();
    };
  }, [feed, store]);
}
