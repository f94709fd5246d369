// Which rows are in the DOM: the ones in view, some above and below, and the active one, so that it keeps its focus.
import { defaultRangeExtractor, useVirtualizer, type Range } from "@tanstack/react-virtual";
import { useCallback, useLayoutEffect, useState, type RefObject } from "react";
import { useRoomTaken } from "../ui/useRoomBelow";

const OVERSCAN = 8;
const HEADER_HEIGHT = 36;
const WIDE = { rowHeight: 44, header: HEADER_HEIGHT, paddingEnd: 8 } as const;
const COMPACT = { ...WIDE, rowHeight: 32 } as const;
// The room below the last row keeps it clear of the button that floats there.
const TWO_LINES = { rowHeight: 72, header: 0, paddingEnd: 88 } as const;
const TWO_LINES_BELOW = 640;

/** The measures of the layout that the container queries in order-list.css and mail-list.css choose. */
export function useRowLayout(scrollerRef: RefObject<HTMLDivElement | null>, isCompact: boolean) {
  const [width, setWidth] = useState(Infinity);
  // Measured before the first picture is drawn, so that no row changes its height in view.
  useLayoutEffect(() => {
    const element = scrollerRef.current;
    if (!element) return;
    const measure = () => setWidth(element.clientWidth);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [scrollerRef]);
  const isNarrow = width < TWO_LINES_BELOW;
  return { ...(isNarrow ? TWO_LINES : isCompact ? COMPACT : WIDE), width, isNarrow };
}
export type RowLayout = ReturnType<typeof useRowLayout>;

type Options = {
  readonly scrollerRef: RefObject<HTMLDivElement | null>;
  readonly count: number;
  readonly layout: RowLayout;
  readonly activeIndex: number;
};

export function useRowWindow({ scrollerRef, count, layout, activeIndex }: Options) {
  const { rowHeight, header, paddingEnd } = layout;
  const taken = useRoomTaken();
  const rangeExtractor = useCallback(
    (range: Range) => {
      const shown = defaultRangeExtractor(range);
      if (activeIndex < 0 || shown.includes(activeIndex)) return shown;
      return [...shown, activeIndex].sort((a, b) => a - b);
    },
    [activeIndex],
  );
  // eslint-disable-next-line react-hooks/incompatible-library -- The React compiler, which this is about, is not used.
  const virtualizer = useVirtualizer<HTMLDivElement, HTMLTableRowElement>({
    count,
    getScrollElement: () => scrollerRef.current,
    estimateSize: () => rowHeight,
    overscan: OVERSCAN,
    // The picture that scrolls need not wait for the rows that come: those of the overscan are there (measured,
    // docs/decisions/0016).
    useFlushSync: false,
    paddingEnd,
    scrollPaddingEnd: header + Math.max(taken, paddingEnd > 80 ? paddingEnd : 0),
    rangeExtractor,
  });
  useLayoutEffect(() => virtualizer.measure(), [virtualizer, rowHeight]);
  return virtualizer;
}
