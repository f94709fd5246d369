import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Order } from "./order.js";
import { parseParameters, toParameters } from "./orderParameters.js";
import { orderQuery, ORDER_SORTS } from "./orderQuery.js";
import { ORDER_STATUSES } from "./orderStatus.js";
import { agedFilter, createViewBody, DEFAULT_COLUMNS, isAged, updateViewBody } from "./views.js";

const amount = fc.oneof(
  fc.integer({ min: 0, max: 1e9 }).map((minor) => minor / 100),
  fc.double({ min: 0, max: 1e16, noNaN: true }),
  fc.constantFrom("0", "12.5", "999999999999999.9999"),
);
const given = fc.record(
  {
    q: fc.string({ unit: "grapheme", maxLength: 20 }),
    status: fc.oneof(fc.subarray([...ORDER_STATUSES]), fc.constantFrom("shipped,pending", "")),
    created_from: fc.constantFrom("2026-01-01", "2026-02-03T04:05:06+02:00"),
    updated_to: fc.constantFrom("2026-01-01", "2026-02-03T04:05:06.789Z"),
    total_min: amount,
    total_max: amount,
    currency: fc.constantFrom("EUR", "JPY"),
    product: fc.string({ maxLength: 10 }),
    sort: fc.constantFrom(...ORDER_SORTS),
  },
  { requiredKeys: [] },
);

describe("a query in a view", () => {
  it("when it was parsed, then parsing it again, as JSON or from an address, gives the same", () => {
    const seed = Date.now();
    let parsed = 0;
    fc.assert(
      fc.property(given, (query) => {
        const once = orderQuery.safeParse(query);
        if (!once.success) return;
        parsed += 1;
        const json = JSON.parse(JSON.stringify(once.data)) as unknown;
        expect(orderQuery.parse(json)).toEqual(json);
        expect(parseParameters(toParameters(once.data))).toEqual(json);
      }),
      { seed, numRuns: 2_000 },
    );
    expect(parsed, `seed ${seed}`).toBeGreaterThan(200);
  });
});

describe("a view", () => {
  const base = { name: " Late ", query: { status: ["pending"] } };

  it("when only name and query are given, then the rest is as by default", () => {
    expect(createViewBody.parse(base)).toEqual({
      name: "Late",
      query: { status: ["pending"], sort: "-created_at" },
      columns: DEFAULT_COLUMNS,
      density: "comfortable",
      age: null,
    });
    expect(updateViewBody.parse({ age: null })).toEqual({ age: null });
  });

  it.each([
    [{ name: "" }, "name"],
    [{ columns: [] }, "columns"],
    [{ columns: [{ column: "total" }, { column: "total" }] }, "columns"],
    [{ columns: [{ column: "colour" }] }, "columns.0.column"],
    [{ columns: [{ column: "total", width: 5 }] }, "columns.0.width"],
    [{ density: "airy" }, "density"],
    [{ age: { since: "created_at", minutes: 0 } }, "age.minutes"],
    [{ query: { status: [] } }, "query.status"],
    [{ colour: 1 }, ""],
  ])("when %j is given, then it is refused there", (change, path) => {
    const { error } = createViewBody.safeParse({ ...base, ...change });
    expect(error?.issues.map((issue) => issue.path.join("."))).toContain(path);
  });
});

describe("an age rule", () => {
  const now = Date.parse("2026-11-24T12:00:00.000Z");
  const rule = { since: "created_at", minutes: 120 } as const;
  const order = (created_at: string) => ({ created_at, updated_at: "2026-11-24T11:59:00.000Z" }) as Order;

  it("when the time has come, then the order is too old, by the one field that is meant", () => {
    expect(isAged(order("2026-11-24T10:00:00.000Z"), rule, now)).toBe(true);
    expect(isAged(order("2026-11-24T10:00:00.001Z"), rule, now)).toBe(false);
    expect(isAged(order("2026-11-24T01:00:00.000Z"), { since: "updated_at", minutes: 5 }, now)).toBe(false);
  });

  it("when the view ends earlier itself, then its end stays", () => {
    expect(agedFilter({}, rule, now)).toEqual({ created_to: "2026-11-24T10:00:00.000Z" });
    const earlier = { created_to: "2026-01-01T00:00:00.000Z" };
    expect(agedFilter(earlier, rule, now)).toEqual(earlier);
    expect(agedFilter(earlier, { since: "updated_at", minutes: 120 }, now)).toEqual({
      ...earlier,
      updated_to: "2026-11-24T10:00:00.000Z",
    });
  });
});
