"use client";
import type { Order, OrderChanges } from "@order-desk/contract";
import { useMutation } from "@tanstack/react-query";
import type { OrderStore } from "../lib/orderStore";
import { ApiError } from "../lib/apiError";
import { hasValuesOf, isStillAs, UNDO_SCOPE } from "../lib/takenBack";
import { useDesk } from "./useDesk";
import { mergeRefusal } from "./useUpdateOrder";

export type UndoneEdit = {
  /** As the edit left it. */
  readonly edited: Order;
  /** What each of the fields was that it changed. */
  readonly former: OrderChanges;
};

/** What became of other fields does not stand in the way, nor what was taken back already. */
function versionFor(store: OrderStore, { edited, former }: UndoneEdit): number {
  const now = store.orders().orders.get(edited._id)?.order;
  return now && isStillAs(edited, now, former) ? now.version : edited.version;
}

/** Gives the fields of an edit their former values, if nobody has changed them since. */
export function useUndoEdit() {
  const { api, store, lingering } = useDesk();
  return useMutation<Order, Error, UndoneEdit>({
    scope: UNDO_SCOPE,
    mutationFn: async (edit) =>
      await store.during(async (sinceSeq) => {
        const { edited, former } = edit;
        try {
          const order = await api.updateOrder(edited._id, former, { ifMatch: versionFor(store, edit) });
          store.mergeFetched([order], sinceSeq);
          lingering.end(order._id);
          return order;
        } catch (error) {
          mergeRefusal(store, error, sinceSeq);
          // Asked for again, after the answer was lost.
          const now = error instanceof ApiError ? error.current : undefined;
          if (now && hasValuesOf(former, now)) return now;
          throw error;
        }
      }),
  });
}
