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
  /** An order as it is or was last, whether it matches or not. */
  readonly last: (id: string) => Order | undefined;
};

/** What is on the screen while new rows wait. */
export type KeptRows = {
  /** In their sequence, as they were when they were kept. */
  readonly rows: readonly Order[];
  /** As deep as rows have been taken in: what is fetched below comes at the end. */
  readonly downTo: OrderDepth;
  /** Those of them that have left meanwhile and still have their place. */
  readonly gone: ReadonlyMap<string, Order>;
};

const NOTHING_GONE: KeptRows["gone"] = new Map();

export const keepRows = ({ rows, downTo }: RowsNow): KeptRows => ({ rows, downTo, gone: NOTHING_GONE });

/** Which have left, each as it was last; `unknown`: those of which nobody knows anything more. */
function goneOf(kept: KeptRows, now: RowsNow) {
  const unknown = new Set<string>();
  const gone: (readonly [string, Order])[] = [];
  for (const { _id: id } of kept.rows) {
    if (now.find(id)) continue;
    const order = now.last(id) ?? kept.gone.get(id);
    if (order) gone.push([id, order]);
    else unknown.add(id);
  }
  const isSame = gone.length === kept.gone.size && gone.every(([id, order]) => kept.gone.get(id) === order);
  return { gone: isSame ? kept.gone : new Map(gone), unknown };
}

/** With the rows that have left in their places, and with the pages fetched since; the same when there is neither. */
export function keepOn(kept: KeptRows, now: RowsNow): KeptRows {
  const { gone, unknown } = goneOf(kept, now);
  const rows = unknown.size === 0 ? kept.rows : kept.rows.filter(({ _id }) => !unknown.has(_id));
  // Nothing is read that could move.
  if (rows.length === gone.size)
    return kept.rows.length === 0 && now.rows.length === 0 ? kept : keepRows(now);
  const { placeOf, comparePlaces } = now.selection;
  const isDeeper = !reaches(kept.downTo, now.downTo, comparePlaces);
  const isSame = rows === kept.rows && gone === kept.gone;
  if (!isDeeper) return isSame ? kept : { ...kept, rows, gone };
  const there = new Set(rows.map(({ _id }) => _id));
  const below = now.rows.filter(
    (order) => !there.has(order._id) && !reaches(kept.downTo, placeOf(order), comparePlaces),
  );
  return { rows: [...rows, ...below], downTo: now.downTo, gone };
}

/** How many stand elsewhere by now than between the rows around them that have not changed. */
function countMoved({ rows: kept, gone }: KeptRows, rows: readonly Order[], selection: Selection): number {
  const { placeOf, comparePlaces } = selection;
  const hasMoved = (order: Order, before: Order | undefined) =>
    before !== undefined && order !== before && comparePlaces(placeOf(before), placeOf(order)) !== 0;
  if (!rows.some((order, index) => hasMoved(order, kept[index]))) return 0;
  const elsewhere = new Set<Order>();
  const sweep = (from: number, by: 1 | -1) => {
    let still: Order | undefined;
    for (let index = from, order = rows[from]; order; order = rows[(index += by)]) {
      if (gone.has(order._id)) continue;
      if (!hasMoved(order, kept[index])) still = order;
      else if (still && comparePlaces(placeOf(still), placeOf(order)) * by > 0) elsewhere.add(order);
    }
  };
  sweep(0, 1);
  sweep(rows.length - 1, -1);
  return elsewhere.size;
}

/** What is shown of a list of which these rows are kept; how many others wait, and how many have moved or left meanwhile. */
export function heldRows(kept: KeptRows, { rows, find, selection }: RowsNow) {
  const shown = kept.rows.map((row) => find(row._id) ?? kept.gone.get(row._id) ?? row);
  const there = new Set(kept.rows.map(({ _id }) => _id));
  return {
    rows: shown,
    waiting: rows.reduce((count, { _id }) => count + (there.has(_id) ? 0 : 1), 0),
    moved: countMoved(kept, shown, selection),
    gone: kept.gone,
  };
}

/** Rows again and again: as long as they are the same ones they are the same list. */
export class RepeatedRows {
  #last: readonly Order[] = [];

  of(rows: readonly Order[]): readonly Order[] {
    const isSame = rows.length === this.#last.length && rows.every((row, index) => row === this.#last[index]);
    if (!isSame) this.#last = rows;
    return this.#last;
  }
}
