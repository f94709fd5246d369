import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { eventRing } from "./eventRing.js";

const event = (n: number) => ({ meta: { cursor: `82${String(n).padStart(6, "0")}` } });
const cursor = (n: number) => event(n).meta.cursor;

describe("eventRing", () => {
  it("when it knows nothing yet, then no cursor is known", () => {
    expect(eventRing(5).since(cursor(1))).toBeUndefined();
  });

  it("when a cursor lies before its beginning, then it is unknown; the beginning itself misses all", () => {
    const ring = eventRing(5);
    ring.reset(cursor(10));
    ring.push(event(11));
    ring.push(event(12));
    expect(ring.since(cursor(9))).toBeUndefined();
    expect(ring.since(cursor(10))).toEqual([event(11), event(12)]);
    expect(ring.since(cursor(11))).toEqual([event(12)]);
    expect(ring.since(cursor(12))).toEqual([]);
  });

  it("when an event comes again, then it is kept once", () => {
    const ring = eventRing(5);
    ring.reset(cursor(1));
    for (const n of [2, 3, 3, 2, 4]) ring.push(event(n));
    expect(ring.since(cursor(1))).toEqual([event(2), event(3), event(4)]);
  });

  it("when it is reset, then it forgets", () => {
    const ring = eventRing(5);
    ring.reset(cursor(1));
    ring.push(event(2));
    ring.reset(cursor(5));
    expect([ring.size(), ring.since(cursor(2)), ring.since(cursor(5))]).toEqual([0, undefined, []]);
  });

  it("when any events pass through, then what it gives is exactly what came behind, or it says that it does not know", () => {
    const steps = fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 80 });
    fc.assert(
      fc.property(steps, fc.integer({ min: 1, max: 20 }), fc.nat(120), (gaps, capacity, asked) => {
        const ring = eventRing(capacity);
        ring.reset(cursor(0));
        let at = 0;
        const all = gaps.map((gap) => event((at += gap)));
        for (const one of all) ring.push(one);
        const since = ring.since(cursor(asked));
        const truth = all.filter(({ meta }) => meta.cursor > cursor(asked));
        if (since) expect(since).toEqual(truth);
        else expect(truth.length).toBeGreaterThan(capacity);
        expect(ring.size()).toBeLessThanOrEqual(Math.ceil(capacity * 1.1));
      }),
      { numRuns: 500 },
    );
  });
});
