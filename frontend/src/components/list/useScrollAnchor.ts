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
  // To ask the element makes the browser lay out all of it at once, half a picture's time (measured).
  const scrollTopRef = useRef(0);

  useLayoutEffect(() => {
    const element = scrollerRef.current;
    if (!element) return;
    const offset = anchorRef.current && offsetOf(anchorRef.current, rows, rowHeight);
    const shift = offset === undefined ? 0 : offset - scrollTopRef.current;
    // At the very top there is nothing to hold on to: new rows are meant to be seen.
    if (Math.abs(shift) >= 1 && element.scrollTop > 0) {
      // At its end the browser has moved a shorter list already; anywhere else it stands where it stood, or was sent since.
      const isAtEnd = element.scrollTop >= element.scrollHeight - element.clientHeight - 1;
      const from = isAtEnd ? scrollTopRef.current : element.scrollTop;
      element.scrollTo({ top: from + shift });
      scrollTopRef.current = element.scrollTop;
    }
    anchorRef.current = anchorAt(rows, scrollTopRef.current, rowHeight);
  }, [scrollerRef, rows, rowHeight]);

  return (scrollTop) => {
    scrollTopRef.current = scrollTop;
    anchorRef.current = anchorAt(rows, scrollTop, rowHeight);
  };
}
