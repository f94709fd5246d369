"use client";
import { useMutation } from "@tanstack/react-query";
import { useDesk } from "./useDesk";

/** Deletes the order with this id. */
export function useDeleteOrder() {
  const { api, store } = useDesk();
  return useMutation({
    mutationFn: async (id: string) =>
      await store.during(async (sinceSeq) => {
        await api.deleteOrder(id);
        store.removeOwn(id, sinceSeq);
      }),
  });
}
