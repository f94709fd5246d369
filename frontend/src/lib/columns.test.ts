import { DEFAULT_COLUMNS } from "@order-desk/contract";
import { describe, expect, it } from "vitest";
import { columnsWithin, moved, tracksOf, withColumn, withWidth } from "./columns";

const names = (columns: typeof DEFAULT_COLUMNS) => columns.map(({ column }) => column);

describe("columns", () => {
  it("when there is no room for all, then those give way that are read least, and the first ones stay", () => {
    expect(columnsWithin(DEFAULT_COLUMNS, 1232)).toEqual(DEFAULT_COLUMNS);
    expect(names(columnsWithin(DEFAULT_COLUMNS, 776))).toEqual([
      "order_number",
      "customer",
      "product_name",
      "total",
      "status",
    ]);
    expect(names(columnsWithin([{ column: "updated_at" }], 10))).toEqual(["updated_at"]);
  });

  it("when a width is chosen, then the column has it as long as there is room; without one it takes what is left", () => {
    const wide = withWidth(DEFAULT_COLUMNS, "order_number", 200);
    expect(tracksOf(wide)).toContain("minmax(52px, 200px) minmax(0, 1.1fr)");
    expect(tracksOf(withWidth(wide, "order_number", undefined))).toBe(tracksOf(DEFAULT_COLUMNS));
  });

  it("when columns are chosen and moved, then each is there once, and the last one cannot go", () => {
    const more = withColumn(DEFAULT_COLUMNS, "price", true);
    expect(names(more).at(-1)).toBe("price");
    expect(withColumn(more, "price", true)).toBe(more);
    expect(names(moved(more, "price", -1)).at(-2)).toBe("price");
    expect(moved(more, "price", 1)).toEqual(more);
    expect(withColumn(more, "price", false)).toEqual(DEFAULT_COLUMNS);
    expect(names(withColumn([{ column: "total" }], "total", false))).toEqual(["total"]);
  });
});
