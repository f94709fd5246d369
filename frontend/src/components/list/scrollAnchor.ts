// Where the list is scrolled to, said by rows instead of pixels.

/** In whatever sequence. */
export type ListRow = { readonly _id: string };

/** How many rows after the first visible one are remembered, in case the first ones go away themselves. */
const SPARE = 24;

export type Anchor = {
  /** The first visible rows, from the top. */
  readonly ids: readonly string[];
  /** How far the first of them is scrolled out, as a part of its height. */
  readonly hidden: number;
};

/** Undefined at the very top: there, new rows are meant to push the others down. */
export function anchorAt(rows: readonly ListRow[], scrollTop: number, rowHeight: number): Anchor | undefined {
  if (scrollTop <= 0) return undefined;
  const first = Math.floor(scrollTop / rowHeight);
  const ids = rows.slice(first, first + SPARE).map((row) => row._id);
  return { ids, hidden: scrollTop / rowHeight - first };
}

const known = new WeakMap<readonly ListRow[], ReadonlyMap<string, number>>();

function indexesOf(rows: readonly ListRow[]): ReadonlyMap<string, number> {
  const indexes = known.get(rows) ?? new Map(rows.map(({ _id }, index) => [_id, index]));
  known.set(rows, indexes);
  return indexes;
}

/** -1 when it is not there. The same rows may be asked about again and again. */
export const indexOfRow = (rows: readonly ListRow[], id: string): number => indexesOf(rows).get(id) ?? -1;

/** The row that took the place of one that has left: the nearest below it that is still there, or else above it. */
export function heirOf(id: string, before: readonly ListRow[], rows: readonly ListRow[]): string | undefined {
  const place = indexOfRow(before, id);
  const isThere = (row: ListRow) => indexOfRow(rows, row._id) >= 0;
  const heir = before.slice(place + 1).find(isThere) ?? before.slice(0, Math.max(0, place)).findLast(isThere);
  return (heir ?? rows[Math.min(Math.max(0, place), rows.length - 1)])?._id;
}

/** The scroll position that shows the anchored row where it was; undefined when none of its rows is left. */
export function offsetOf(anchor: Anchor, rows: readonly ListRow[], rowHeight: number): number | undefined {
  for (const id of anchor.ids) {
    const index = indexOfRow(rows, id);
    if (index >= 0) return (index + anchor.hidden) * rowHeight;
  }
  return undefined;
}
