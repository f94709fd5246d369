"use client";
import type { Order } from "@order-desk/contract";
import { useRef, useState } from "react";
import { useDeleteOrder } from "../../hooks/useDeleteOrder";
import { useRestoreOrder } from "../../hooks/useRestoreOrder";
import { useSettings } from "../../hooks/useSettings";
import { ApiError, formlessMessageOf } from "../../lib/apiError";
import { undoMsWithoutMail } from "../../lib/takenBack";
import { notify, notifyUndoable } from "../ui/notify";

/** Long enough to press "Try again". */
const PROBLEM_MS = 10_000;
/** As long as a request may take, and then some: the answer takes its place. */
const WAITING_MS = 20_000;

/** Brings a deleted order back and says how that goes; a second press meanwhile does nothing. */
function useUndo() {
  const { mutateAsync } = useRestoreOrder();
  const underWayRef = useRef(new Set<string>());

  const restore = async (order: Order, attempt = 1) => {
    const underWay = underWayRef.current;
    if (underWay.has(order._id)) return;
    underWay.add(order._id);
    const name = `Order ${order.order_number}`;
    // Another notice than the one being pressed, which is on its way out.
    const id = `restored-${order._id}-${attempt}`;
    notify({ id, title: `Bringing ${name.toLowerCase()} back…`, durationMs: WAITING_MS });
    try {
      await mutateAsync(order._id);
      notify({ id, title: `${name} is back` });
    } catch (problem) {
      // The answer to an attempt before was lost: it did bring the order back.
      if (problem instanceof ApiError && problem.code === "order_exists") {
        notify({ id, title: `${name} is back` });
        return;
      }
      notify({
        id,
        tone: "problem",
        title: `${name} was not brought back`,
        detail: formlessMessageOf(problem),
        action: { label: "Try again", run: () => void restore(order, attempt + 1) },
        durationMs: PROBLEM_MS,
      });
    } finally {
      underWay.delete(order._id);
    }
  };
  return restore;
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
          run: () => void restore(order),
        },
      );
    } catch (problem) {
      setDeletingId(undefined);
      setError(`The order was not deleted. ${formlessMessageOf(problem)}`);
    }
  };

  return { remove, deletingId, isDeleting: isPending, error };
}
