"use client";
// A change of status made here, and the way back from it.
import type { ChangedOrder, Order, OrderStatus } from "@order-desk/contract";
import { useCallback } from "react";
import { useUndoChange } from "../../hooks/useUndoChange";
import { useUpdateOrder } from "../../hooks/useUpdateOrder";
import { formlessMessageOf } from "../../lib/apiError";
import { notify, notifyUndoable } from "../ui/notify";

/** The time that is left by the server's own clock: the browser's may be wrong. */
const timeLeft = ({ undo_until: until, updated_at: at }: ChangedOrder) =>
  until === undefined ? 0 : Date.parse(until) - Date.parse(at);

const isNow = ({ order_number, status }: Order) => `Order ${order_number} is now ${status}`;

/** Throws when it is refused. */
export function useStatusChange(): (id: string, status: OrderStatus) => Promise<void> {
  const { mutateAsync: update } = useUpdateOrder();
  const { mutateAsync: undo } = useUndoChange();

  const takeBack = useCallback(
    async ({ _id: id, version, order_number: number }: Order) => {
      try {
        const order = await undo({ id, version });
        notify({ id: `undone-${id}-${version}`, title: `${isNow(order)} again` });
      } catch (problem) {
        notify({
          id: `undone-${id}-${version}`,
          tone: "problem",
          title: `The change of order ${number} was not taken back`,
          detail: formlessMessageOf(problem),
        });
      }
    },
    [undo],
  );
  return useCallback(
    async (id, status) => {
      const order = await update({ id, changes: { status } });
      const left = timeLeft(order);
      if (left <= 0) return;
      notifyUndoable(
        { id: `status-${id}-${order.version}`, title: isNow(order) },
        { subject: id, until: Date.now() + left, run: () => void takeBack(order) },
      );
    },
    [update, takeBack],
  );
}
