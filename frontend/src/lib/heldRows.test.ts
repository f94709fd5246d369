import type { Order } from "@order-desk/contract";
import { expect, test } from "vitest";
import { idOf, orderOf } from "../../test/modelShop";
import { TO_THE_END } from "./depth";
import { heldRows, keepOn, keepRows, RepeatedRows, type KeptRows, type RowsNow } from "./heldRows";
import { selectionOf } from "./selectOrders";

const byTotal = selectionOf("sort=-total");
const of = (slot: number, total: number, more: Partial<Order> = {}) => orderOf(slot, { total, ...more });

/** The list with the dearest first, down to a total; everything that is held matches. */
function listOf(
  orders: readonly Order[],
  cheapest?: number,
  last: RowsNow["last"] = () => undefined,
): RowsNow {
  const { placeOf, comparePlaces } = byTotal;
  const downTo = cheapest === undefined ? TO_THE_END : [cheapest, ""];
  const rows = orders
    .filter(({ total }) => cheapest === undefined || total >= cheapest)
    .sort((one, other) => comparePlaces(placeOf(one), placeOf(other)));
  return { rows, selection: byTotal, downTo, find: (id) => orders.find(({ _id }) => _id === id), last };
}

const slotsOf = ({ _id }: Order) => Number.parseInt(_id, 16);
function shown(kept: KeptRows, now: RowsNow) {
  const { rows, waiting } = heldRows(kept, now);
  return { slots: rows.map(slotsOf), waiting };
}

test("when rows change their place while they are held, then they stay where they are, with what is new in them", () => {
  const kept = keepRows(listOf([of(1, 30), of(2, 20), of(3, 10)]));
  const now = listOf([of(1, 5), of(2, 20), of(3, 90)]);
  expect(keepOn(kept, now)).toBe(kept);
  expect(shown(kept, now)).toEqual({ slots: [1, 2, 3], waiting: 0 });
  expect(heldRows(kept, now).rows[0]?.total).toBe(5);
});

test("when orders come in anywhere, then they wait, also at the end of a list that was all there", () => {
  const kept = keepRows(listOf([of(1, 30), of(2, 20)]));
  const now = listOf([of(1, 30), of(2, 20), of(3, 25), of(4, 1)]);
  expect(shown(keepOn(kept, now), now)).toEqual({ slots: [1, 2], waiting: 2 });
});

test("when a row moves below what has been fetched, then it stays where it is read, and is not there twice later", () => {
  const kept = keepRows(listOf([of(1, 30), of(2, 20)], 20));
  const moved = listOf([of(1, 1), of(2, 20)], 20);
  expect(shown(keepOn(kept, moved), moved)).toEqual({ slots: [1, 2], waiting: 0 });
  const deeper = listOf([of(1, 1), of(2, 20), of(3, 10)]);
  expect(shown(keepOn(kept, deeper), deeper)).toEqual({ slots: [1, 2, 3], waiting: 0 });
});

test("when a page further down is there, then it comes at the end, and what came in above it still waits", () => {
  const kept = keepRows(listOf([of(1, 30), of(2, 20)], 20));
  const deeper = listOf([of(1, 30), of(2, 20), of(9, 25), of(3, 10), of(4, 5)], 5);
  const after = keepOn(kept, deeper);
  expect(shown(after, deeper)).toEqual({ slots: [1, 2, 3, 4], waiting: 1 });
  const late = listOf([of(1, 30), of(2, 20), of(9, 25), of(3, 10), of(4, 5), of(8, 7)], 5);
  expect(shown(keepOn(after, late), late)).toEqual({ slots: [1, 2, 3, 4], waiting: 2 });
});

test("when all that was shown has left, then what is there is shown: nothing is read that could move", () => {
  const kept = keepRows(listOf([of(1, 30)]));
  const now = listOf([of(2, 20)]);
  expect(shown(keepOn(kept, now), now)).toEqual({ slots: [2], waiting: 0 });
  const shipped = listOf([of(2, 20)], undefined, () => of(1, 30, { status: "shipped" }));
  expect(shown(keepOn(kept, shipped), shipped)).toEqual({ slots: [2], waiting: 0 });
});

test("when a row leaves, then it keeps its place as it was last, until it comes back", () => {
  const kept = keepRows(listOf([of(1, 30), of(2, 20), of(3, 10)]));
  const shipped = of(2, 20, { status: "shipped" });
  const now = listOf([of(1, 30), of(3, 10)], undefined, (id) => (id === idOf(2) ? shipped : undefined));
  const held = keepOn(kept, now);
  const { rows, gone, waiting } = heldRows(held, now);
  expect(rows[1]).toBe(shipped);
  expect([[...gone.keys()], waiting]).toEqual([[idOf(2)], 0]);
  expect(keepOn(held, now)).toBe(held);

  const forgotten = listOf([of(1, 30), of(3, 10)]);
  expect(shown(keepOn(held, forgotten), forgotten).slots).toEqual([1, 2, 3]);
  const back = listOf([of(1, 30), of(2, 20), of(3, 10)]);
  expect(heldRows(keepOn(held, back), back).gone.size).toBe(0);
});

test("when rows that are held change, then those are counted that stand elsewhere by now, each once", () => {
  const kept = keepRows(listOf([of(1, 50), of(2, 40), of(3, 30), of(4, 20), of(5, 10)]));
  const moved = (...orders: Order[]) => {
    const now = listOf(orders);
    return heldRows(keepOn(kept, now), now).moved;
  };
  expect(moved(of(1, 50), of(2, 39), of(3, 30, { status: "shipped" }), of(4, 20), of(5, 10))).toBe(0);
  expect(moved(of(1, 50), of(2, 40), of(3, 90), of(4, 91), of(5, 10))).toBe(2);
  expect(moved(of(1, 5), of(2, 40), of(3, 30), of(4, 20), of(5, 60))).toBe(2);
});

test("when the rows are the same ones again, then they are the same list, and else another", () => {
  const [one, other] = [of(1, 10), of(2, 20)];
  const repeated = new RepeatedRows();
  const first = repeated.of([one, other]);
  expect(repeated.of([one, other])).toBe(first);
  expect(repeated.of([other, one])).toEqual([other, one]);
  expect(repeated.of([other])).toEqual([other]);
});
