"use client";
import { ORDER_TRANSITIONS, type Order, type OrderStatus } from "@order-desk/contract";
import { useEffect, useEffectEvent } from "react";
import { LazyMenu } from "../ui/lazyParts";
import { useDomValue } from "../ui/useDomValue";
import { StatusBadge } from "./StatusBadge";

type Props = {
  readonly order: Order;
  readonly anchor: HTMLElement;
  readonly onChange: (status: OrderStatus) => void;
  readonly onClose: () => void;
};

/** What the order may become next. It goes when the badge that it hangs from goes. */
export function OrderStatusMenu({ order, anchor, onChange, onClose }: Props) {
  const isThere = useDomValue(() => anchor.isConnected);
  const close = useEffectEvent(onClose);
  useEffect(() => {
    if (!isThere) close();
  }, [isThere]);

  return (
    <LazyMenu
      label={`Status of order ${order.order_number}`}
      anchor={anchor}
      onClose={onClose}
      entries={ORDER_TRANSITIONS[order.status].map((status) => ({
        key: status,
        label: <StatusBadge status={status} />,
        onSelect: () => onChange(status),
      }))}
    />
  );
}
