import { expect, test } from "vitest";
import { nextSort } from "./orderSort";

test("when a number or a time is sorted by, then the largest is first, then the smallest, then all is as before", () => {
  expect(nextSort("-created_at", "total")).toBe("-total");
  expect(nextSort("-total", "total")).toBe("total");
  expect(nextSort("total", "total")).toBe("-created_at");
});

test("when a name or a status is sorted by, then it begins at its beginning", () => {
  expect(nextSort("-total", "customer_name")).toBe("customer_name");
  expect(nextSort("customer_name", "customer_name")).toBe("-customer_name");
  expect(nextSort("-customer_name", "customer_name")).toBe("-created_at");
  expect(nextSort("updated_at", "status")).toBe("status");
});
