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
export function anchorAt(
  orders: readonly ListRow[],
  scrollTop: number,
  rowHeight: number,
): Anchor | undefined {
  if (scrollTop <= 0) return undefined;
  const first = Math.floor(scrollTop / rowHeight);
  const ids = orders.slice(first, first + SPARE).map((order) => order._id);
  return { ids, hidden: scrollTop / rowHeight - first };
}

/** Where an order is, or would be, in a list sorted by `_id`, newest first. */
export function placeOfOrder(orders: readonly ListRow[], id: string): number {
  let low = 0;
  let high = orders.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((orders[middle]?._id ?? "") > id) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Index in a list sorted by `_id`, newest first; -1 when it is not there. */
export function indexOfOrder(orders: readonly ListRow[], id: string): number {
  const place = placeOfOrder(orders, id);
  return orders[place]?._id === id ? place : -1;
}

/** The scroll position that shows the anchored row where it was; undefined when none of its rows is left. */
export function offsetOf(anchor: Anchor, orders: readonly ListRow[], rowHeight: number): number | undefined {
  for (const id of anchor.ids) {
    const index = indexOfOrder(orders, id);
    if (index >= 0) return (index + anchor.hidden) * rowHeight;
  }
  return undefined;
}
