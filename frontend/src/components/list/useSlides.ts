// Rows make room for a new one by sliding, but only where one can follow it: at the top of the list, and while changes are
// apart. A slide that the next change cuts short is a blur, and costs ten times as much as the change itself (measured).
import { useLayoutEffect, useRef, type RefObject } from "react";

/** A little longer than a slide takes. */
const APART_MS = 250;

/** Marks the rows' parent with `data-slides` as long as rows may slide. */
export function useSlides(
  parentRef: RefObject<HTMLElement | null>,
  rows: readonly unknown[],
  isAtTop: boolean,
): void {
  const lastRef = useRef(-Infinity);
  useLayoutEffect(() => {
    const now = performance.now();
    parentRef.current?.toggleAttribute("data-slides", isAtTop && now - lastRef.current > APART_MS);
    lastRef.current = now;
  }, [parentRef, rows, isAtTop]);
}
