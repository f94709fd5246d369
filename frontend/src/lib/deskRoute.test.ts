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
  "/new",
  "/new?status=pending",
  `/orders/${id}`,
  `/orders/${id}?status=returned`,
])("when the address is %s, then the place it means has that address", (href) =>
  expect(deskHref(placeAt(href))).toBe(href),
);

test("when the status is not one, then all orders are shown", () => {
  expect(placeAt("/?status=lost")).toEqual({ status: undefined, panel: undefined });
});

test("when the id is written in capitals, then it is the same order", () => {
  expect(placeAt(`/orders/${id.toUpperCase()}`).panel).toEqual({ kind: "order", id });
});
