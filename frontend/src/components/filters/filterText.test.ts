import { DEFAULT_SORT, type OrderQuery } from "@order-desk/contract";
import { describe, expect, it } from "vitest";
import { dayEnd, dayOf, dayStart } from "../../lib/days";
import { chipsOf } from "./filterText";

const textsOf = (query: Partial<OrderQuery>) =>
  chipsOf({ sort: DEFAULT_SORT, ...query }).map(({ text }) => text);

describe("filters in words", () => {
  it("when a list is only searched, sorted or in one status, then there are none", () => {
    expect(textsOf({ q: "lamp", status: ["pending"], sort: "-total" })).toEqual([]);
  });

  it("when there are several, then each says what it asks for, and knows what is left without it", () => {
    expect(
      textsOf({ status: ["pending", "shipped"], total_min: 10, currency: "EUR", product: "lamp" }),
    ).toEqual(["Pending, Shipped", "Total from 10", "In EUR", "Product “lamp”"]);
    expect(textsOf({ total_min: 10, total_max: 20.5 })).toEqual(["Total 10 – 20.5"]);
    expect(chipsOf({ sort: DEFAULT_SORT, total_max: 20 })[0]?.without).toEqual({
      total_min: undefined,
      total_max: undefined,
    });
  });

  it("when a range ends with whole days, then the days are named; else the time too", () => {
    const [from, to] = [dayStart("2026-11-01"), dayEnd("2026-11-22")];
    expect(textsOf({ created_from: from, created_to: to })).toEqual(["Created Nov 1, 2026 – Nov 22, 2026"]);
    expect(textsOf({ created_from: from, created_to: dayEnd("2026-11-01") })).toEqual([
      "Created Nov 1, 2026",
    ]);
    expect(textsOf({ updated_from: from })).toEqual(["Changed since Nov 1, 2026"]);
    const noon = new Date(2026, 10, 22, 12, 30).toISOString();
    expect(textsOf({ updated_to: noon })[0]).toMatch(/^Changed until .*12:30/);
    expect([dayOf(to), dayOf(noon), dayOf("nonsense"), dayStart("nonsense")]).toEqual([
      "2026-11-22",
      "2026-11-22",
      "",
      undefined,
    ]);
  });
});
