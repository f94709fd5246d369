import { describe, expect, it, test } from "vitest";
import { PAGE_SIZE } from "./listQuery.js";
import { listOrdersQuery, orderQueryNamed } from "./orderQuery.js";

const parsed = (query: object) => {
  const { limit, ...rest } = listOrdersQuery.parse(query);
  return { limit, ...(JSON.parse(JSON.stringify(rest)) as object) };
};

describe("the parameters of the list of orders", () => {
  const usual = { limit: PAGE_SIZE, sort: "-created_at" };
  it.each([
    [{}, usual],
    [{ limit: "1" }, { ...usual, limit: 1 }],
    [{ limit: "200" }, { ...usual, limit: 200 }],
    [{ status: "pending" }, { ...usual, status: ["pending"] }],
    [{ status: "shipped,pending,shipped" }, { ...usual, status: ["pending", "shipped"] }],
    [{ status: ["pending", "shipped"] }, { ...usual, status: ["pending", "shipped"] }],
    [{ q: "  josé  " }, { ...usual, q: "josé" }],
    [{ q: " " }, usual],
    [{ q: "$where .* [" }, { ...usual, q: "$where .* [" }],
    [
      { created_from: "2026-11-22", created_to: "2026-11-22" },
      { ...usual, created_from: "2026-11-22T00:00:00.000Z", created_to: "2026-11-22T23:59:59.999Z" },
    ],
    [{ updated_to: "2026-11-22T10:00+02:00" }, { ...usual, updated_to: "2026-11-22T08:00:00.000Z" }],
    [
      { total_min: "49.90", total_max: "100" },
      { ...usual, total_min: 49.9, total_max: 100 },
    ],
    [
      { currency: "EUR", product: "Oak" },
      { ...usual, currency: "EUR", product: "Oak" },
    ],
    [{ sort: "customer_name" }, { ...usual, sort: "customer_name" }],
  ])("when they are %j, then they are read as %j", (query, expected) => {
    expect(parsed(query)).toEqual(expected);
  });

  it.each([
    [{ limit: "-1" }, "limit"],
    [{ limit: "0" }, "limit"],
    [{ limit: "201" }, "limit"],
    [{ limit: "1e9" }, "limit"],
    [{ limit: "1.5" }, "limit"],
    [{ limit: "" }, "limit"],
    [{ limit: " 5" }, "limit"],
    [{ limit: ["1", "2"] }, "limit"],
    [{ cursor: "" }, "cursor"],
    [{ cursor: "x".repeat(2_049) }, "cursor"],
    [{ cursor: ["a", "b"] }, "cursor"],
    [{ status: "" }, "status"],
    [{ status: "open" }, "status"],
    [{ status: "pending," }, "status"],
    [{ status: { $ne: "x" } }, "status"],
    [{ q: { $regex: "." } }, "q"],
    [{ q: ["a", "b"] }, "q"],
    [{ q: "x".repeat(201) }, "q"],
    [{ q: "\ud800" }, "q"],
    [{ created_from: "2026-02-30" }, "created_from"],
    [{ created_from: "2026-02-30T10:00Z" }, "created_from"],
    [{ created_from: "yesterday" }, "created_from"],
    [{ created_from: "2026-11-22T10:00" }, "created_from"],
    [{ created_to: { $gt: "" } }, "created_to"],
    [{ created_from: "2026-11-23", created_to: "2026-11-22" }, "created_to"],
    [{ total_min: "5", total_max: "4.99" }, "total_max"],
    [{ total_min: "-1" }, "total_min"],
    [{ total_min: "1e3" }, "total_min"],
    [{ total_min: "NaN" }, "total_min"],
    [{ currency: "XXY" }, "currency"],
    [{ product: "x".repeat(201) }, "product"],
    [{ customer_email: "x".repeat(255) }, "customer_email"],
    [{ sort: "price" }, "sort"],
    [{ sort: "--total" }, "sort"],
    [{ sort: "" }, "sort"],
  ])("when they are %j, then %s is named as wrong", (query, name) => {
    const { error } = listOrdersQuery.safeParse(query);
    expect(error?.issues[0]?.path[0]).toBe(name);
  });

  it.each([
    { "status[$ne]": "x" },
    { skip: "10" },
    { constructor: "x" },
    JSON.parse('{"__proto__":"x"}') as object,
  ])("when one is not known, as in %j, then it is refused", (query) => {
    expect(listOrdersQuery.safeParse(query).success).toBe(false);
  });
});

test("when a form asks, then what is wrong is said in its own words for its fields", () => {
  const labels: Record<string, string> = {
    total_min: "Total from",
    total_max: "Total to",
    product: "Product",
  };
  const form = orderQueryNamed((name) => labels[name] ?? name);
  const saidOf = (query: object) => form.safeParse(query).error?.issues.map(({ message }) => message);
  expect(saidOf({ total_min: "much", product: "x".repeat(201) })).toEqual([
    "Total from must be an amount as in 49.90",
    "Product must be at most 200 characters long",
  ]);
  expect(saidOf({ total_min: "5", total_max: "4" })).toEqual(["Total to must not be less than Total from"]);
});
