"use client";
// A change of status made here, and the way back from it.
import type { ChangedOrder, Order, OrderStatus } from "@order-desk/contract";
import { useCallback } from "react";
import { useUndoChange } from "../../hooks/useUndoChange";
import { useUpdateOrder } from "../../hooks/useUpdateOrder";
import { notifyUndoable } from "../ui/notify";
import { takeBack } from "../ui/takeBack";

/** The time that is left by the server's own clock: the browser's may be wrong. */
const timeLeft = ({ undo_until: until, updated_at: at }: ChangedOrder) =>
  until === undefined ? 0 : Date.parse(until) - Date.parse(at);

const isNow = ({ order_number, status }: Order) => `Order ${order_number} is now ${status}`;

/** Throws when it is refused. */
export function useStatusChange(): (id: string, status: OrderStatus) => Promise<void> {
  const { mutateAsync: update } = useUpdateOrder();
  const { mutateAsync: undo } = useUndoChange();

  return useCallback(
    async (id, status) => {
      const order = await update({ id, changes: { status } });
      const left = timeLeft(order);
      if (left <= 0) return;
      const { version, order_number: number } = order;
      const until = Date.now() + left;
      const undoing = {
        ...{ id: `undone-${id}-${version}`, subject: id },
        ...({ what: `the change of order ${number}`, verb: "taken back" } as const),
        run: async () => {
          const undone = await undo({ id, version });
          // It may have been changed since, by whomever: then nothing is said of its status.
          const isAsBefore = undone.version === version + 1;
          return isAsBefore ? `${isNow(undone)} again` : `The change of order ${number} was taken back`;
        },
      };
      notifyUndoable(
        { id: `status-${id}-${version}`, title: isNow(order) },
        { subject: id, until, run: () => takeBack(undoing) },
      );
    },
    [update, undo],
  );
}
