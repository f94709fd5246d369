// The row that the keyboard is on. It is kept by what it shows, so that it stays with it when rows come and go.
import { useEffect, useMemo, useRef, useState, type RefObject } from "react";
import { heirOf, indexOfRow, type ListRow } from "./scrollAnchor";

type Active = {
  readonly id: string;
  readonly isStandIn: boolean;
  /** The rows in which it was last seen. */
  readonly rows: readonly ListRow[];
};

/** When a row leaves the list the keyboard goes to the one that took its place. */
function followed(active: Active | undefined, rows: readonly ListRow[]): Active | undefined {
  if (!active || active.rows === rows || rows.length === 0) return active;
  if (indexOfRow(rows, active.id) >= 0) return { ...active, rows };
  const id = heirOf(active.id, active.rows, rows);
  return id === undefined ? active : { id, isStandIn: true, rows };
}

export function useActiveRow(scrollerRef: RefObject<HTMLDivElement | null>, rows: readonly ListRow[]) {
  const [known, setActive] = useState<Active>();
  const awaitedRef = useRef<string>(undefined);
  const active = useMemo(() => followed(known, rows), [known, rows]);
  if (active !== known) setActive(active);
  const activeId = active?.id;
  const activeIndex = activeId === undefined ? -1 : indexOfRow(rows, activeId);

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
    const clamped = Math.max(0, Math.min(rows.length - 1, index));
    const row = rows[clamped];
    if (!row) return -1;
    setActive({ id: row._id, isStandIn: false, rows });
    awaitedRef.current = focusRow(row._id) ? undefined : row._id;
    return clamped;
  };

  const setActiveId = (id: string) => setActive({ id, isStandIn: false, rows });
  return { activeId, activeIndex, setActiveId, moveTo };
}
