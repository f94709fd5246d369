// "Nothing jumps": while the list is scrolled down, the first visible row stays where it is on the screen
// when rows above it come or go, and when the rows change their height.
import { useCallback, useLayoutEffect, useRef, type RefObject } from "react";
import type { Order } from "@order-desk/contract";
import { anchorAt, offsetOf, type Anchor } from "./scrollAnchor";

export function useScrollAnchor(
  scroller: RefObject<HTMLDivElement | null>,
  orders: readonly Order[],
  rowHeight: number,
): () => void {
  const anchor = useRef<Anchor>(undefined);

  const remember = useCallback(() => {
    if (scroller.current) anchor.current = anchorAt(orders, scroller.current.scrollTop, rowHeight);
  }, [scroller, orders, rowHeight]);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const offset = anchor.current && offsetOf(anchor.current, orders, rowHeight);
    if (offset !== undefined && offset !== element.scrollTop) element.scrollTop = offset;
    remember();
  }, [scroller, orders, rowHeight, remember]);

  return remember;
}
