"use client";
// The orders of packing slips, as they are at that moment.
import { PAGE_SIZE_MAX, type Order, type OrderQuery } from "@order-desk/contract";
import { useQuery } from "@tanstack/react-query";
import { isMissing } from "../lib/apiError";
import type { OrdersApi } from "../services/ordersApi";
import { useDesk } from "./useDesk";

/** One by one, or as a list. */
export type SlipsAsked = { readonly ids: readonly string[] } | { readonly query: OrderQuery };
/** `missing`: so many are not there any more. `isCut`: more match than one page has. */
export type FoundSlips = {
  readonly orders: readonly Order[];
  readonly missing: number;
  readonly isCut: boolean;
};

/** In the sequence in which they are asked for; an order that is gone is left out. */
async function fetchEach(api: OrdersApi, ids: readonly string[]): Promise<FoundSlips> {
  const orders: Order[] = [];
  for (const id of ids)
    try {
      orders.push(await api.fetchOrder(id));
    } catch (error) {
      if (!isMissing(error)) throw error;
    }
  return { orders, missing: ids.length - orders.length, isCut: false };
}

async function fetchList(api: OrdersApi, query: OrderQuery): Promise<FoundSlips> {
  const { rows, nextCursor } = await api.fetchPage({ query, limit: PAGE_SIZE_MAX });
  return { orders: rows, missing: 0, isCut: nextCursor !== undefined };
}

export function useSlips(asked: SlipsAsked) {
  const { api } = useDesk();
  return useQuery({
    queryKey: ["slips", asked],
    queryFn: async () =>
      "ids" in asked ? await fetchEach(api, asked.ids) : await fetchList(api, asked.query),
    gcTime: 0,
    staleTime: Infinity,
  });
}
