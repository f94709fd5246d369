import type { ImportForecast } from "@order-desk/contract";
import { describe, expect, it } from "vitest";
import {
  choicesOf,
  importText,
  missingOf,
  missingText,
  placeText,
  sizeText,
  unlistedOf,
  unusedOf,
} from "./imports";

const FORECAST: ImportForecast = {
  ...{ total: 1124, will_create: 1117, unchanged: 4, cannot: 3 },
  headings: ["Buyer", "", "Mail", "Note", "Mail (2)"],
  columns: [
    { field: "customer_name", heading: null },
    { field: "customer_email", heading: "Mail" },
    { field: "product_name", heading: null },
    { field: "quantity", heading: null },
  ],
  total_heading: null,
  problems: [
    { line: 7, field: "customer_email", message: "This is not a whole address" },
    { line: 7, field: "quantity", message: "The quantity must be a whole number" },
    { line: 1204, field: null, message: "Too long" },
  ],
};

describe("a file of orders in words", () => {
  it("says what will be created, what was imported before and what cannot be imported", () => {
    expect(importText(FORECAST)).toBe("1,117 will be created, 4 were imported before, 3 cannot be imported");
    expect(importText({ ...FORECAST, cannot: 0, unchanged: 1, will_create: 0 })).toBe(
      "None will be created, 1 was imported before",
    );
  });

  it("says where something is to be mended, and how many lines are not listed", () => {
    expect(FORECAST.problems.map(placeText)).toEqual(["Line 7 · E-mail", "Line 7 · Quantity", "Line 1,204"]);
    expect(unlistedOf(FORECAST)).toBe(1);
  });

  it("when columns are missing that every order needs, then they are named", () => {
    expect(missingOf(FORECAST)).toEqual(["customer_name", "product_name"]);
    expect(missingText(["customer_name", "product_name"])).toBe(
      "Choose the columns of Customer name and Product: no order can do without",
    );
    expect(missingText(["customer_email"])).toBe("Choose the column of E-mail: no order can do without");
  });

  it("when a file is a byte too large, then its size reads as more than the limit", () => {
    expect([1, 999, 1_500, 5_000_000, 5_000_001].map(sizeText)).toEqual([
      "1 byte",
      "999 bytes",
      "2 kB",
      "5 MB",
      "5.1 MB",
    ]);
  });
});

describe("the columns of a file", () => {
  it("offers each name once, and tells which become nothing", () => {
    expect(choicesOf(FORECAST)).toEqual(["Buyer", "Mail", "Note", "Mail (2)"]);
    expect(unusedOf(FORECAST)).toEqual(["Buyer", "Note", "Mail (2)"]);
    expect(unusedOf({ ...FORECAST, total_heading: "Note" })).toEqual(["Buyer", "Mail (2)"]);
  });
});
