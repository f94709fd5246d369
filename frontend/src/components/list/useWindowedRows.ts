// A long list of which only the rows in view are in the DOM, and everything that moves through it.
import { useEffect, useEffectEvent, type RefObject } from "react";
import { useRoomTaken } from "../ui/useRoomBelow";
import type { ListRow } from "./scrollAnchor";
import { useActiveRow } from "./useActiveRow";
import { useRowKeys } from "./useRowKeys";
import { useRowLayout, useRowWindow } from "./useRowWindow";
import { useScrollAnchor } from "./useScrollAnchor";

/** How near the end the next page is asked for, in rows. */
const AHEAD = 40;

type Options<Row extends ListRow> = {
  readonly scrollerRef: RefObject<HTMLDivElement | null>;
  readonly rows: readonly Row[];
  /** Less high, where each row is one line. */
  readonly isCompact?: boolean;
  readonly onOpen: (row: Row) => void;
  readonly onStatus?: (row: Row, anchor: HTMLElement) => void;
  /** Undefined: there are no more than these. */
  readonly onNearEnd: (() => void) | undefined;
};

export function useWindowedRows<Row extends ListRow>(options: Options<Row>) {
  const { scrollerRef, rows, isCompact = false, onOpen, onStatus, onNearEnd } = options;
  const layout = useRowLayout(scrollerRef, isCompact);
  const { rowHeight } = layout;
  const { activeId, activeIndex, setActiveId, moveTo } = useActiveRow(scrollerRef, rows);
  const virtualizer = useRowWindow({ scrollerRef, count: rows.length, layout, activeIndex });
  const rememberAnchor = useScrollAnchor(scrollerRef, rows, rowHeight);

  const items = virtualizer.getVirtualItems();
  const lastShown = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (onNearEnd && lastShown >= rows.length - AHEAD) onNearEnd();
  }, [onNearEnd, lastShown, rows.length]);

  const goTo = (index: number) => {
    const reached = moveTo(index);
    if (reached >= 0) virtualizer.scrollToIndex(reached, { align: "auto" });
  };
  // What comes up at the lower edge does not lie over the row that the keyboard is on.
  const taken = useRoomTaken();
  const stayInView = useEffectEvent(() => {
    if (activeIndex >= 0 && document.activeElement?.matches("tr:focus-visible"))
      virtualizer.scrollToIndex(activeIndex, { align: "auto" });
  });
  useEffect(() => {
    if (taken > 0) stayInView();
  }, [taken]);
  const onKeyDown = useRowKeys({ scrollerRef, rows, activeIndex, rowHeight, goTo, onOpen, onStatus });

  return {
    shown: items.flatMap(({ index, start }) => {
      const row = rows[index];
      return row ? [{ row, index, top: start }] : [];
    }),
    /** The row that Tab leads to. */
    tabStop: activeIndex >= 0 ? activeId : rows[items[0]?.index ?? 0]?._id,
    /** Of one row, in pixels, as all measures here. */
    rowHeight,
    /** Of all rows together. */
    height: virtualizer.getTotalSize(),
    /** Of the list. */
    width: layout.width,
    /** Each row has two lines, and there are no headings. */
    isNarrow: layout.isNarrow,
    activeIndex,
    goTo,
    setActiveId,
    onKeyDown,
    rememberAnchor,
  };
}
