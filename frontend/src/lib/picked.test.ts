import { BULK_IDS_MAX } from "@order-desk/contract";
import { describe, expect, it } from "vitest";
import {
  hasPicked,
  inSequence,
  isPicked,
  NOTHING_PICKED,
  pickAll,
  pickRows,
  rangeTo,
  stillPicked,
  toggled,
} from "./picked";
import { canPickAll } from "./pickAll";

const ROWS = ["a", "b", "c", "d", "e"].map((_id) => ({ _id }));
const idsOf = ({ ids }: { readonly ids: ReadonlySet<string> }) => [...ids].sort().join("");

describe("selecting rows", () => {
  it("when a row is picked twice, then it is not any more", () => {
    const one = toggled(NOTHING_PICKED, "b", ROWS);
    expect(idsOf(one)).toBe("b");
    expect(hasPicked(toggled(one, "b", ROWS))).toBe(false);
  });

  it("when a range is drawn, down or up, then all between are in it, and it can be drawn further", () => {
    const from = toggled(NOTHING_PICKED, "b", ROWS);
    expect(idsOf(rangeTo(from, "d", ROWS))).toBe("bcd");
    expect(idsOf(rangeTo(rangeTo(from, "d", ROWS), "e", ROWS))).toBe("bcde");
    expect(idsOf(rangeTo(from, "a", ROWS))).toBe("ab");
    expect(idsOf(rangeTo(NOTHING_PICKED, "c", ROWS))).toBe("c");
    expect(idsOf(rangeTo(from, "gone", ROWS))).toBe("b");
  });

  it("when all that match are picked, then every row is, and taking one out leaves the rows that are here", () => {
    expect(isPicked(pickAll(), "of a page below")).toBe(true);
    expect(idsOf(toggled(pickAll(), "b", ROWS))).toBe("acde");
  });

  it("when rows are picked in any sequence, then they are named as they stand in the list, what is not here last", () => {
    const picked = ["d", "gone", "a"].reduce((before, id) => toggled(before, id, ROWS), NOTHING_PICKED);
    expect(inSequence(picked, ROWS)).toEqual(["a", "d", "gone"]);
  });

  it("when more match than are selected, or more are selected than can be named, then all that match are offered", () => {
    const picked = pickRows(ROWS);
    expect([ROWS.length + 1, undefined, ROWS.length].map((known) => canPickAll(picked, known))).toEqual([
      ...[true, true, false],
    ]);
    const many = pickRows(Array.from({ length: BULK_IDS_MAX + 1 }, (_, n) => ({ _id: `${n}` })));
    expect(canPickAll(many, BULK_IDS_MAX + 1)).toBe(true);
    expect(canPickAll(pickAll(), undefined)).toBe(false);
  });

  it("when an order leaves the list, then it is not picked any more", () => {
    const picked = pickRows(ROWS);
    expect(idsOf(stillPicked(picked, (id) => id !== "c"))).toBe("abde");
    expect(stillPicked(picked, () => true)).toBe(picked);
  });
});
