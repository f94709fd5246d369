import { ALL_ORDERS, createViewBody } from "@order-desk/contract";
import { expect, test } from "vitest";
import { deskHref, parseDeskPlace } from "./deskRoute";
import { ViewStore, type DeskView } from "./viewStore";

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

test("when a parameter makes no sense, then the list is as if it were not there, and it is told", () => {
  expect(placeAt("/?status=lost&sort=price&total_min=much&colour=blue&q=")).toEqual({
    query: ALL_ORDERS,
    panel: undefined,
    leftOut: ["status=lost", "sort=price", "total_min=much", "colour=blue"],
  });
});

test("when an address is the desk's own or another page's, then nothing in it is told", () => {
  for (const href of ["/?view=v1&q=ada&status=shipped", `/orders/${id}?view=v1`, "/mail?state=failed&page=2"])
    expect(placeAt(href).leftOut).toEqual([]);
});

test("when something is searched on another page, then the list of orders knows nothing of it", () => {
  expect(placeAt("/mail?q=ada&state=failed").query).toEqual(ALL_ORDERS);
});

test("when the id is written in capitals, then it is the same order", () => {
  expect(placeAt(`/orders/${id.toUpperCase()}`).panel).toEqual({ kind: "order", id });
});

const viewOf = (_id: string): DeskView => ({
  ...createViewBody.parse({ name: "Late", query: { status: ["pending"] } }),
  ...{ _id, isShared: true },
});
const within = (views: ViewStore) => (href: string) => {
  const { pathname, searchParams } = new URL(href, "http://desk");
  return parseDeskPlace(pathname, searchParams, views);
};

test("when the views have still to come, then what is typed beside one is kept, and so is the view", () => {
  const views = new ViewStore();
  const at = within(views);
  const typed = deskHref({ ...at("/?view=v1"), query: { ...ALL_ORDERS, q: "ada" } }, views);
  expect(typed).toBe("/?view=v1&q=ada");
  expect(deskHref({ ...at("/?view=v1"), panel: { kind: "new" } }, views)).toBe("/new?view=v1");
  const all = "/?view=v1&sort=-created_at";
  expect(deskHref(at(all), views)).toBe(all);
  expect(at(typed)).toMatchObject({ view: "v1", query: { q: "ada" } });
});

test("when a view is changed to all orders, then it is still that view, and as saved it is by its name alone", () => {
  const views = new ViewStore();
  views.set({ shared: [viewOf("v1")], isReady: true, isComplete: true });
  const at = within(views);
  const changed = deskHref({ ...at("/?view=v1"), query: ALL_ORDERS }, views);
  expect(changed).toBe("/?view=v1&sort=-created_at");
  expect(at(changed)).toMatchObject({ view: "v1", query: ALL_ORDERS, leftOut: [] });
  expect(deskHref(at(changed), views)).toBe(changed);
  expect(deskHref({ ...at(changed), query: at("/?view=v1").query }, views)).toBe("/?view=v1");
});

test("when there is no such view, then what is asked for holds, and the next step leaves the view's name out", () => {
  const views = new ViewStore();
  views.set({ isReady: true, isComplete: true });
  const place = within(views)("/?view=gone");
  expect(place).toMatchObject({ view: "gone", query: ALL_ORDERS });
  expect(deskHref({ ...place, query: { ...ALL_ORDERS, q: "ada" } }, views)).toBe("/?q=ada");
  expect(deskHref({ ...place, panel: { kind: "new" } }, views)).toBe("/new");
});

test("when the views could not be read, then a view that is not known is not taken for a deleted one", () => {
  const views = new ViewStore();
  views.set({ isReady: true });
  expect(deskHref(within(views)("/?view=v1"), views)).toBe("/?view=v1");
});

test("when the view that is shown is deleted, then the list stays as it was, also behind the next step", () => {
  const views = new ViewStore();
  views.set({ shared: [viewOf("v1")], isReady: true, isComplete: true });
  const at = within(views);
  expect(at("/?view=v1").query.status).toEqual(["pending"]);
  views.set({ shared: [] });
  const place = at("/?view=v1");
  expect(place.query.status).toEqual(["pending"]);
  expect(deskHref({ ...place, query: { ...place.query, q: "ada" } }, views)).toBe("/?q=ada&status=pending");
  views.set({ shared: [viewOf("v1")] });
  expect(deskHref(at("/?view=v1"), views)).toBe("/?view=v1");
});
