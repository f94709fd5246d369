"use client";
import type { OrderQuery } from "@order-desk/contract";
import { useCallback } from "react";
import { viewKeyOf } from "../lib/listView";
import { useDesk } from "./useDesk";

/** Asks for the first page of a list that is about to be shown: the address takes two frames to follow (measured). */
export function usePrepareList(): (query: OrderQuery) => void {
  const { loader } = useDesk();
  return useCallback((query) => loader.prepareList(viewKeyOf(query)), [loader]);
}
