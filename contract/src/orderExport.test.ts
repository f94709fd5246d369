import { describe, expect, it } from "vitest";
import { EXPORT_COLUMNS, exportOrdersQuery, toExportColumns } from "./orderExport.js";

const refusal = (query: object) =>
  exportOrdersQuery.safeParse(query).error?.issues.map(({ message }) => message);

describe("exportOrdersQuery", () => {
  it("when nothing is said, then all columns come, with a byte order mark", () => {
    expect(exportOrdersQuery.parse({})).toEqual({
      sort: "-created_at",
      columns: [...EXPORT_COLUMNS],
      bom: true,
    });
  });

  it("when columns, ids and filters are given, then they are taken as they are in a list", () => {
    const id = "f".repeat(24);
    expect(
      exportOrdersQuery.parse({
        columns: "total,_id",
        ids: id,
        bom: "false",
        status: "shipped",
        sort: "total",
      }),
    ).toEqual({ columns: ["total", "_id"], ids: [id], bom: false, status: ["shipped"], sort: "total" });
  });

  it.each([
    [{ columns: "colour" }, /columns must be some of/],
    [{ columns: "total,total" }, /once/],
    [{ bom: "yes" }, /bom must be true or false/],
    [{ ids: "x" }, /24 hexadecimal/],
    [{ limit: "5" }, /not known/],
    [{ total_min: "5", total_max: "1" }, /must not be less than/],
  ])("when %j is asked, then it says why not", (query, message) => {
    expect(refusal(query)?.join()).toMatch(message);
  });
});

describe("toExportColumns", () => {
  it("when columns of the list are exported, then what they show comes once each", () => {
    expect(toExportColumns(["customer", "price", "total"])).toEqual([
      "customer_name",
      "customer_email",
      "price",
      "currency",
      "total",
    ]);
  });
});
