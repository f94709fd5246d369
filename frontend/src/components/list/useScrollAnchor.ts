// "Nothing jumps": while the list is scrolled down, the first visible row stays where it is on the screen
// when rows above it come or go, and when the rows change their height.
import { useLayoutEffect, useRef, type RefObject } from "react";
import { anchorAt, offsetOf, type Anchor, type ListRow } from "./scrollAnchor";

/** Answers with what to call whenever the list has been scrolled. */
export function useScrollAnchor(
  scrollerRef: RefObject<HTMLDivElement | null>,
  rows: readonly ListRow[],
  rowHeight: number,
): (scrollTop: number) => void {
  const anchorRef = useRef<Anchor>(undefined);

  useLayoutEffect(() => {
    const element = scrollerRef.current;
    if (!element) return;
    // At the very top there is nothing to hold on to: new rows are meant to be seen.
    const anchor = element.scrollTop > 0 ? anchorRef.current : undefined;
    const offset = anchor && offsetOf(anchor, rows, rowHeight);
    if (offset !== undefined && Math.abs(offset - element.scrollTop) >= 1) element.scrollTo({ top: offset });
    anchorRef.current = anchorAt(rows, element.scrollTop, rowHeight);
  }, [scrollerRef, rows, rowHeight]);

  return (scrollTop) => {
    anchorRef.current = anchorAt(rows, scrollTop, rowHeight);
  };
}
