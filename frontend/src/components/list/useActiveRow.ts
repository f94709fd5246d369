// The row that the keyboard is on. It is kept by its order, so that it stays with it when rows come and go.
import { useEffect, useMemo, useRef, useState, type RefObject } from "react";
import { indexOfOrder, placeOfOrder, type ListRow } from "./scrollAnchor";

type Active = { readonly id: string; readonly isStandIn: boolean };

/** When an order leaves the list the keyboard goes to the one that took its place. */
function standInFor(id: string | undefined, orders: readonly ListRow[]): string | undefined {
  if (id === undefined || orders.length === 0) return undefined;
  const place = Math.min(placeOfOrder(orders, id), orders.length - 1);
  const there = orders[place]?._id;
  return there === id ? undefined : there;
}

export function useActiveRow(scrollerRef: RefObject<HTMLDivElement | null>, orders: readonly ListRow[]) {
  const [active, setActive] = useState<Active>();
  const awaitedRef = useRef<string>(undefined);
  const standIn = useMemo(() => standInFor(active?.id, orders), [orders, active]);
  if (standIn !== undefined) setActive({ id: standIn, isStandIn: true });
  const activeId = active?.id;
  const activeIndex = useMemo(
    () => (activeId === undefined ? -1 : indexOfOrder(orders, activeId)),
    [orders, activeId],
  );

  const focusRow = (id: string): boolean => {
    const row = scrollerRef.current?.querySelector<HTMLElement>(
      `[data-order-id="${id}"], [data-row="${id}"]`,
    );
    row?.focus({ preventScroll: true });
    return row != null;
  };

  // The row that left took the focus with it.
  useEffect(() => {
    if (active?.isStandIn && document.activeElement === document.body) awaitedRef.current = active.id;
  }, [active]);

  // The row may only be in the DOM after the list has scrolled to it.
  useEffect(() => {
    if (awaitedRef.current !== undefined && focusRow(awaitedRef.current)) awaitedRef.current = undefined;
  });

  /** Puts the keyboard on the row at `index`, or the nearest there is. Answers with its index. */
  const moveTo = (index: number): number => {
    const clamped = Math.max(0, Math.min(orders.length - 1, index));
    const order = orders[clamped];
    if (!order) return -1;
    setActive({ id: order._id, isStandIn: false });
    awaitedRef.current = focusRow(order._id) ? undefined : order._id;
    return clamped;
  };

  const setActiveId = (id: string) => setActive({ id, isStandIn: false });
  return { activeId, activeIndex, setActiveId, moveTo };
}
