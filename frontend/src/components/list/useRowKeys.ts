"use client";
import type { KeyboardEvent, RefObject } from "react";
import { useDeskRoute } from "../../hooks/useDeskRoute";
import { useShortcuts } from "../ui/useShortcuts";
import { isOnRow } from "./rowFocus";
import type { ListRow } from "./scrollAnchor";
import { useListCovered } from "./useListCovered";

type Options<Row> = {
  readonly scrollerRef: RefObject<HTMLDivElement | null>;
  readonly rows: readonly Row[];
  readonly activeIndex: number;
  readonly rowHeight: number;
  readonly goTo: (index: number) => void;
  readonly onOpen: (row: Row) => void;
  /** Opens the row's status menu at it, where no cell of it has one. */
  readonly onStatus: ((row: Row, anchor: HTMLElement) => void) | undefined;
};

/** Moves through the rows: j, k and s from anywhere on the page, arrows and Enter while a row has the focus. */
export function useRowKeys<Row extends ListRow>(options: Options<Row>) {
  const { scrollerRef, rows, activeIndex, rowHeight, goTo, onOpen, onStatus } = options;
  const firstVisible = () => Math.ceil((scrollerRef.current?.scrollTop ?? 0) / rowHeight);
  const step = (by: number) => goTo(activeIndex < 0 ? firstVisible() : activeIndex + by);
  const pageLength = () => Math.max(1, Math.floor((scrollerRef.current?.clientHeight ?? 0) / rowHeight) - 2);
  const active = activeIndex < 0 ? undefined : rows[activeIndex];

  const isCovered = useListCovered();
  const { panel } = useDeskRoute();
  const keys = {
    j: () => step(1),
    k: () => step(-1),
    s: () => {
      // An open order has one of its own.
      if (!active || (panel?.kind === "order" && !isOnRow())) return;
      goTo(activeIndex);
      const find = (selector: string) => scrollerRef.current?.querySelector<HTMLElement>(selector);
      const button = find(`[data-status-of="${active._id}"]`);
      const anchor = find(`[data-order-id="${active._id}"]`);
      if (button) button.click();
      else if (anchor) onStatus?.(active, anchor);
    },
  };
  useShortcuts(keys, !isCovered);

  const moves: Readonly<Record<string, () => void>> = {
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
    PageDown: () => goTo(activeIndex + pageLength()),
    PageUp: () => goTo(activeIndex - pageLength()),
    Home: () => goTo(0),
    End: () => goTo(rows.length - 1),
    Enter: () => active && onOpen(active),
  };

  return (event: KeyboardEvent<HTMLElement>) => {
    const isOnRow = event.target instanceof HTMLTableRowElement;
    const move = moves[event.key];
    if (!isOnRow || !move || event.metaKey || event.ctrlKey || event.altKey) return;
    event.preventDefault();
    move();
  };
}
