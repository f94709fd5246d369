import type { Order } from "@order-desk/contract";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anchorAt, heirOf, indexOfRow, offsetOf } from "./scrollAnchor";

const ROW = 44;
const hex = (number: number) => number.toString(16).padStart(24, "0");
/** A list as the desk holds it: by id, newest first. */
const listOf = (numbers: readonly number[]) =>
  [...new Set(numbers)].sort((a, b) => b - a).map((number) => ({ _id: hex(number) }) as Order);

describe("indexOfRow", () => {
  it("when rows are in whatever sequence, then it finds what indexOf finds", () => {
    const seed = Date.now();
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(200)), fc.nat(200), (numbers, wanted) => {
        const rows = numbers.map((number) => ({ _id: hex(number) }));
        expect(indexOfRow(rows, hex(wanted))).toBe(numbers.indexOf(wanted));
      }),
      { seed },
    );
  });
});

describe("heirOf", () => {
  const rows = (...ids: string[]) => ids.map((_id) => ({ _id }));

  it("when a row leaves, then the one below it takes its place, whatever came above meanwhile", () => {
    expect(heirOf("b", rows("c", "b", "a"), rows("new", "c", "a"))).toBe("a");
  });

  it("when all below it left as well, then the nearest above does", () => {
    expect(heirOf("a", rows("d", "c", "b", "a"), rows("d", "c"))).toBe("c");
  });

  it("when none of the rows is left, then the one at the same place does", () => {
    expect(heirOf("b", rows("c", "b", "a"), rows("x", "y"))).toBe("y");
    expect(heirOf("b", rows("c", "b", "a"), [])).toBeUndefined();
  });
});

describe("offsetOf", () => {
  const orders = listOf(Array.from({ length: 100 }, (_, index) => index));

  it("when the list is at its top, then there is nothing to hold on to", () => {
    expect(anchorAt(orders, 0, ROW)).toBeUndefined();
  });

  it("when nothing changed, then the position is the same", () => {
    const anchor = anchorAt(orders, 1000, ROW);
    expect(anchor && offsetOf(anchor, orders, ROW)).toBeCloseTo(1000);
  });

  it("when three rows above go away, then the position is three rows less", () => {
    const anchor = anchorAt(orders, 1000, ROW);
    const fewer = orders.filter((_, index) => index > 2);
    expect(anchor && offsetOf(anchor, fewer, ROW)).toBeCloseTo(1000 - 3 * ROW);
  });

  it("when the first visible row itself goes away, then the next one takes its place", () => {
    const anchor = anchorAt(orders, 10 * ROW, ROW);
    const fewer = orders.filter((_, index) => index !== 10);
    expect(anchor && offsetOf(anchor, fewer, ROW)).toBe(10 * ROW);
  });

  it("when the rows grow, then the same row is at the top", () => {
    const anchor = anchorAt(orders, 10 * ROW, ROW);
    expect(anchor && offsetOf(anchor, orders, 72)).toBe(10 * 72);
  });

  it("when none of the remembered rows is left, then it has no opinion", () => {
    const anchor = anchorAt(orders, 1000, ROW);
    expect(anchor && offsetOf(anchor, [], ROW)).toBeUndefined();
  });
});
