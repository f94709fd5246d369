"use client";
import { useStore } from "./useDesk";

/** When a live change of this order arrived last, in milliseconds since 1970. */
export const useChangedAt = (id: string): number | undefined => useStore((store) => store.changedAt(id));
