// The row that the keyboard is on. It is kept by its order, so that it stays with it when rows come and go.
import { useEffect, useMemo, useRef, useState, type RefObject } from "react";
import type { Order } from "@order-desk/contract";
import { indexOfOrder } from "./scrollAnchor";

export function useActiveRow(scrollerRef: RefObject<HTMLDivElement | null>, orders: readonly Order[]) {
  const [activeId, setActiveId] = useState<string>();
  const awaitedRef = useRef<string>(undefined);
  const activeIndex = useMemo(
    () => (activeId === undefined ? -1 : indexOfOrder(orders, activeId)),
    [orders, activeId],
  );

  const focusRow = (id: string): boolean => {
    const row = scrollerRef.current?.querySelector<HTMLElement>(`[data-order-id="${id}"]`);
    row?.focus({ preventScroll: true });
    return row != null;
  };

  // The row may only be in the DOM after the list has scrolled to it.
  useEffect(() => {
    if (awaitedRef.current !== undefined && focusRow(awaitedRef.current)) awaitedRef.current = undefined;
  });

  /** Puts the keyboard on the row at `index`, or the nearest there is. Answers with its index. */
  const moveTo = (index: number): number => {
    const clamped = Math.max(0, Math.min(orders.length - 1, index));
    const order = orders[clamped];
    if (!order) return -1;
    setActiveId(order._id);
    awaitedRef.current = focusRow(order._id) ? undefined : order._id;
    return clamped;
  };

  return { activeId, activeIndex, setActiveId, moveTo };
}
