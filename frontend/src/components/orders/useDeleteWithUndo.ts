"use client";
import type { Order } from "@order-desk/contract";
import { useState } from "react";
import { useDeleteOrder } from "../../hooks/useDeleteOrder";
import { useRestoreOrder } from "../../hooks/useRestoreOrder";
import { useSettings } from "../../hooks/useSettings";
import { ApiError, formlessMessageOf } from "../../lib/apiError";
import { undoMsWithoutMail } from "../../lib/takenBack";
import { notifyUndoable } from "../ui/notify";
import { takeBack } from "../ui/takeBack";

/** Brings a deleted order back and says how that goes. */
function useUndo() {
  const { mutateAsync } = useRestoreOrder();
  return ({ _id, order_number: number }: Order) =>
    takeBack({
      ...{ id: `restored-${_id}`, subject: _id, what: `order ${number}`, verb: "brought back" },
      run: async () => {
        try {
          await mutateAsync(_id);
        } catch (problem) {
          // The answer to an attempt before was lost: it did bring the order back.
          if (!(problem instanceof ApiError && problem.code === "order_exists")) throw problem;
        }
        return `Order ${number} is back`;
      },
    });
}

/** Deletes at once and offers to take it back, which is kinder than a question before. */
export function useDeleteWithUndo(onDeleted: (id: string) => void) {
  const { mutateAsync, isPending } = useDeleteOrder();
  const restore = useUndo();
  const { undoSeconds } = useSettings();
  // Stays after the deletion: the panel is on its way out then, and must not say that somebody else did it.
  const [deletingId, setDeletingId] = useState<string>();
  const [error, setError] = useState<string>();

  const remove = async (order: Order) => {
    if (isPending) return;
    setError(undefined);
    setDeletingId(order._id);
    try {
      await mutateAsync(order._id);
      onDeleted(order._id);
      notifyUndoable(
        { id: `deleted-${order._id}`, title: `Order ${order.order_number} deleted` },
        {
          subject: order._id,
          until: Date.now() + undoMsWithoutMail(undoSeconds),
          run: () => restore(order),
        },
      );
    } catch (problem) {
      setDeletingId(undefined);
      setError(`The order was not deleted. ${formlessMessageOf(problem)}`);
    }
  };

  return { remove, deletingId, isDeleting: isPending, error };
}
