import { ALL_ORDERS } from "@order-desk/contract";
import { expect, test } from "vitest";
import { deskHref, parseDeskPlace } from "./deskRoute";

const placeAt = (href: string) => {
  const { pathname, searchParams } = new URL(href, "http://desk");
  return parseDeskPlace(pathname, searchParams);
};
const id = "65f0c0ffee65f0c0ffee65f0";

test.each([
  "/",
  "/?status=shipped",
  "/?q=ada+lovelace&status=pending%2Cshipped&sort=-total",
  "/new",
  "/new?status=pending",
  `/orders/${id}`,
  `/orders/${id}?q=%C3%A9t%C3%A9&total_min=10.5`,
])("when the address is %s, then the place it means has that address", (href) =>
  expect(deskHref(placeAt(href))).toBe(href),
);

test("when a parameter makes no sense, then the list is as if it were not there", () => {
  expect(placeAt("/?status=lost&sort=price&total_min=much&colour=blue&q=")).toEqual({
    query: ALL_ORDERS,
    panel: undefined,
  });
});

test("when something is searched on another page, then the list of orders knows nothing of it", () => {
  expect(placeAt("/mail?q=ada&state=failed").query).toEqual(ALL_ORDERS);
});

test("when the id is written in capitals, then it is the same order", () => {
  expect(placeAt(`/orders/${id.toUpperCase()}`).panel).toEqual({ kind: "order", id });
});
