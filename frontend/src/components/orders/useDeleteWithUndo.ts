"use client";
import type { Order } from "@order-desk/contract";
import { useState } from "react";
import { useDeleteOrder } from "../../hooks/useDeleteOrder";
import { useRestoreOrder } from "../../hooks/useRestoreOrder";
import { notify } from "../ui/notify";
import { withoutForm } from "./withoutForm";

const UNDO_MS = 10_000;

/** Deletes at once and offers to take it back, which is kinder than a question before. */
export function useDeleteWithUndo(onDeleted: (id: string) => void) {
  const deleting = useDeleteOrder();
  const restoring = useRestoreOrder();
  // Stays after the deletion: the panel is on its way out then, and must not say that somebody else did it.
  const [deletingId, setDeletingId] = useState<string>();
  const [error, setError] = useState<string>();

  const restore = async (order: Order, attempt = 1) => {
    // Another notice than the one being pressed, which is on its way out.
    const id = `restored-${order._id}-${attempt}`;
    try {
      await restoring.mutateAsync(order._id);
      notify({ id, title: `Order ${order.order_number} is back` });
    } catch (problem) {
      notify({
        id,
        tone: "problem",
        title: `Order ${order.order_number} was not brought back`,
        detail: withoutForm(problem),
        action: { label: "Try again", run: () => void restore(order, attempt + 1) },
        durationMs: UNDO_MS,
      });
    }
  };

  const remove = async (order: Order) => {
    setError(undefined);
    setDeletingId(order._id);
    try {
      await deleting.mutateAsync(order._id);
      onDeleted(order._id);
      notify({
        id: `deleted-${order._id}`,
        title: `Order ${order.order_number} deleted`,
        action: { label: "Undo", run: () => void restore(order) },
        durationMs: UNDO_MS,
      });
    } catch (problem) {
      setDeletingId(undefined);
      setError(`The order was not deleted. ${withoutForm(problem)}`);
    }
  };

  return { remove, deletingId, error };
}
