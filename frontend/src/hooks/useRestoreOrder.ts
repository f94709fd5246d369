"use client";
import type { Order } from "@order-desk/contract";
import { useMutation } from "@tanstack/react-query";
import { useDesk } from "./useDesk";

/** Brings the deleted order with this id back. */
export function useRestoreOrder() {
  const { api, store } = useDesk();
  return useMutation<Order, Error, string>({
    mutationFn: async (id) =>
      await store.during(async (sinceSeq) => {
        const order = await api.restoreOrder(id);
        store.mergeFetched([order], sinceSeq);
        return order;
      }),
  });
}
