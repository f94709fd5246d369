"use client";
import type { Order } from "@order-desk/contract";
import { useState } from "react";
import { useDeleteOrder } from "../../hooks/useDeleteOrder";
import { useRestoreOrder } from "../../hooks/useRestoreOrder";
import { notify } from "../ui/notify";
import { withoutForm } from "./withoutForm";

const UNDO_MS = 10_000;

/** Deletes at once and offers to take it back, which is kinder than a question before. */
export function useDeleteWithUndo(onDeleted: () => void) {
  const deleting = useDeleteOrder();
  const restoring = useRestoreOrder();
  const [isDeleting, setIsDeleting] = useState(false);
  const [error, setError] = useState<string>();

  const restore = async (order: Order) => {
    const id = `deleted-${order._id}`;
    try {
      await restoring.mutateAsync(order._id);
      notify({ id, title: `Order ${order.order_number} is back` });
    } catch (problem) {
      notify({
        id,
        tone: "problem",
        title: `Order ${order.order_number} was not brought back`,
        detail: withoutForm(problem),
        action: { label: "Try again", run: () => void restore(order) },
        durationMs: UNDO_MS,
      });
    }
  };

  const remove = async (order: Order) => {
    setError(undefined);
    setIsDeleting(true);
    try {
      await deleting.mutateAsync(order._id);
      onDeleted();
      notify({
        id: `deleted-${order._id}`,
        title: `Order ${order.order_number} deleted`,
        action: { label: "Undo", run: () => void restore(order) },
        durationMs: UNDO_MS,
      });
    } catch (problem) {
      setError(`The order was not deleted. ${withoutForm(problem)}`);
    } finally {
      setIsDeleting(false);
    }
  };

  return { remove, isDeleting, error };
}
