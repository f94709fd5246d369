// Where the list is scrolled to, said by rows instead of pixels.

/** A list of these is sorted by `_id`, the newest first. */
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

/** Where a row is, or would be, in a list sorted by `_id`, newest first. */
export function placeOfRow(rows: readonly ListRow[], id: string): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle]?._id ?? "") > id) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Index in a list sorted by `_id`, newest first; -1 when it is not there. */
export function indexOfRow(rows: readonly ListRow[], id: string): number {
  const place = placeOfRow(rows, id);
  return rows[place]?._id === id ? place : -1;
}

/** The scroll position that shows the anchored row where it was; undefined when none of its rows is left. */
export function offsetOf(anchor: Anchor, rows: readonly ListRow[], rowHeight: number): number | undefined {
  for (const id of anchor.ids) {
    const index = indexOfRow(rows, id);
    if (index >= 0) return (index + anchor.hidden) * rowHeight;
  }
  return undefined;
}
