"use client";
import type { OrderCounts } from "@order-desk/contract";
import { useStore } from "./useDesk";

/** Orders per status; undefined while unknown. */
export const useOrderCounts = (): OrderCounts | undefined => useStore((store) => store.counts());
