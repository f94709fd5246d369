"use client";
import type { Order } from "@order-desk/contract";
import { useMutation } from "@tanstack/react-query";
import { UNDO_SCOPE } from "../lib/takenBack";
import { useDesk } from "./useDesk";

/** The version that the change led to. */
type UndoneChange = { readonly id: string; readonly version: number };

/** Takes a change of status back, while there is time and nobody has changed the order since. */
export function useUndoChange() {
  const { api, store, lingering } = useDesk();
  return useMutation<Order, Error, UndoneChange>({
    scope: UNDO_SCOPE,
    mutationFn: async ({ id, version }) =>
      await store.during(async (sinceSeq) => {
        const order = await api.undoChange(id, version);
        store.mergeFetched([order], sinceSeq);
        lingering.end(id);
        return order;
      }),
  });
}
