// Nothing moves while somebody reads: rows keep their sequence, and what is new or has moved in waits.
import type { Order } from "@order-desk/contract";
import { reaches } from "./depth";
import type { OrderDepth, Selection } from "./selectOrders";

/** A list as it is now. */
export type RowsNow = {
  readonly rows: readonly Order[];
  readonly selection: Selection;
  readonly downTo: OrderDepth;
  /** An order that matches, also one that has moved below what has been fetched. */
  readonly find: (id: string) => Order | undefined;
};

/** What is on the screen while new rows wait. */
export type KeptRows = {
  readonly ids: readonly string[];
  /** As deep as rows have been taken in: what is fetched below comes at the end. */
  readonly downTo: OrderDepth;
};

export const keepRows = ({ rows, downTo }: RowsNow): KeptRows => ({
  ids: rows.map(({ _id }) => _id),
  downTo,
});

/** Without the rows that left, and with the pages that have been fetched since; the same when there is neither. */
export function keepOn(kept: KeptRows, now: RowsNow): KeptRows {
  const ids = kept.ids.filter((id) => now.find(id) !== undefined);
  // Nothing is read that could move.
  if (ids.length === 0) return kept.ids.length === 0 && now.rows.length === 0 ? kept : keepRows(now);
  const { placeOf, comparePlaces } = now.selection;
  const isDeeper = !reaches(kept.downTo, now.downTo, comparePlaces);
  if (!isDeeper) return ids.length === kept.ids.length ? kept : { ...kept, ids };
  const there = new Set(ids);
  const below = now.rows.filter(
    (order) => !there.has(order._id) && !reaches(kept.downTo, placeOf(order), comparePlaces),
  );
  return { ids: [...ids, ...below.map(({ _id }) => _id)], downTo: now.downTo };
}

/** What is shown of a list of which these rows are kept, and how many others wait. */
export function heldRows({ ids }: KeptRows, { rows, find }: RowsNow) {
  const shown = ids.flatMap((id) => find(id) ?? []);
  const there = new Set(ids);
  return { rows: shown, waiting: rows.reduce((count, { _id }) => count + (there.has(_id) ? 0 : 1), 0) };
}
