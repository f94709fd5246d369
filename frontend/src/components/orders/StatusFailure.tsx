"use client";
import type { Order } from "@order-desk/contract";
import { useEffect, useEffectEvent } from "react";
import { Button } from "../ui/Button";
import { LazyPopover } from "../ui/lazyParts";
import { notify } from "../ui/notify";
import { useDomValue } from "../ui/useDomValue";

type Props = {
  readonly order: Order;
  readonly message: string;
  readonly onRetry: () => void;
  readonly onClose: () => void;
};

// Not the badge: a row whose order is at its end has no button any more.
const statusCellOf = (id: string) =>
  document.querySelector<HTMLElement>(`tr[data-order-id="${id}"] [data-area="status"]`);

/** Why a status was not changed: beside the row or, when the row has gone, in the corner. */
export function StatusFailure({ order, message, onRetry, onClose }: Props) {
  const cell = useDomValue(() => statusCellOf(order._id));
  const moveToCorner = useEffectEvent(() => {
    notify({
      id: `status-${order._id}`,
      tone: "problem",
      title: `The status of order ${order.order_number} was not changed`,
      detail: message,
      action: { label: "Try again", run: onRetry },
    });
    onClose();
  });
  useEffect(() => {
    if (!cell) moveToCorner();
  }, [cell]);
  if (!cell) return null;

  return (
    <LazyPopover
      label="The status was not changed"
      anchor={cell}
      takesFocus={false}
      className="w-[300px]"
      onClose={onClose}
    >
      <div className="p-4">
        <div role="alert">
          <p className="font-semibold">The status was not changed</p>
          <p className="mt-0.5 text-[13px] text-muted">{message}</p>
        </div>
        <div className="mt-3 flex gap-2">
          <Button onClick={onRetry}>Try again</Button>
          <Button onClick={onClose}>Close</Button>
        </div>
      </div>
    </LazyPopover>
  );
}
