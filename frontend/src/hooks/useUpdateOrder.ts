"use client";
import type { ChangedOrder, OrderChanges } from "@order-desk/contract";
import { useMutation } from "@tanstack/react-query";
import { ApiError } from "../lib/apiError";
import type { OrderStore } from "../lib/orderStore";
import { useDesk } from "./useDesk";

export type OrderUpdate = {
  readonly id: string;
  readonly changes: OrderChanges;
  /** The version that the changes were thought for; when it is another by now, nothing is changed. */
  readonly version?: number | undefined;
};

/** A refusal that carries the order as it is now brings it to the screen too. */
export function mergeRefusal(store: OrderStore, error: unknown, sinceSeq: number): void {
  if (error instanceof ApiError && error.current) store.mergeFetched([error.current], sinceSeq);
}

export function useUpdateOrder() {
  const { api, store, lingering } = useDesk();
  return useMutation<ChangedOrder, Error, OrderUpdate>({
    mutationFn: async ({ id, changes, version }) =>
      await store.during(async (sinceSeq) => {
        const before = store.orders().orders.get(id)?.order;
        try {
          const order = await api.updateOrder(id, changes, { ifMatch: version });
          // Before the row can go.
          if (before) lingering.begin(before);
          store.mergeFetched([order], sinceSeq);
          return order;
        } catch (error) {
          mergeRefusal(store, error, sinceSeq);
          throw error;
        }
      }),
  });
}
