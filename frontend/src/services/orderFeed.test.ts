// The whole data layer of a tab against a real server: what it shows equals the shop.
import { expect, test, vi } from "vitest";
import { until, givenTab } from "../../test/deskTab";
import { orderOf } from "../../test/modelShop";

const opened = givenTab();

test("when a tab opens, then it listens before it fetches, and shows what the shop has", async () => {
  const tab = opened();
  tab.fill(3);
  tab.server.intercept = () => {
    expect(tab.server.greeted).toHaveLength(1);
    return undefined;
  };
  tab.start();
  await tab.untilEqual();
  expect(tab.kinds).toEqual(["connecting", "live"]);
  expect(tab.desk.store.counts()).toMatchObject({ pending: 3, shipped: 0 });
});

test("when orders change while the first page is on its way, then none is shown as it was", async () => {
  const tab = opened();
  tab.fill(3);
  tab.server.intercept = async ({ url }) => {
    const body = tab.server.shop.read();
    tab.server.shop.update(1, "shipped");
    tab.server.shop.delete(0);
    tab.server.shop.create(7);
    tab.server.announce();
    await until(() => expect(tab.desk.store.lastChangeAt()).toBeDefined());
    return url.pathname === "/api/orders" ? { status: 200, body } : undefined;
  };
  tab.start();
  await tab.untilEqual();
});

test("when more is wanted, then the next page follows, and the last one is the last", async () => {
  const tab = opened();
  tab.fill(150);
  tab.start();
  await tab.untilShown(100);
  tab.desk.loader.loadMore("");
  await tab.untilShown(150);
  expect(tab.desk.store.view("").nextCursor).toBeUndefined();
  tab.desk.loader.loadMore("");
  await tab.untilEqual();
  expect(tab.listRequests).toBe(2);
});

test("when a list was shown before, then it is there at once, and has followed the changes", async () => {
  const tab = opened();
  tab.fill(3);
  tab.start("status=pending");
  await tab.untilEqual("status=pending");
  tab.desk.loader.showList("status=shipped");
  await until(() => expect(tab.shown("status=shipped")).toEqual([]));
  tab.server.shop.update(1, "shipped");
  tab.server.announce();
  await tab.untilEqual("status=shipped");
  await tab.untilEqual("status=pending");
  expect(tab.listRequests).toBe(2);
});

test("when the first page fails, then it says so, and a retry shows the orders", async () => {
  const tab = opened();
  tab.fill(2);
  tab.server.intercept = () => "cut";
  tab.start();
  await until(() => expect(tab.desk.store.view("").error).toMatch(/cannot be reached/));
  expect(tab.shown()).toBeUndefined();
  tab.server.intercept = () => undefined;
  tab.desk.loader.retry("");
  await tab.untilEqual();
});

test("when an order is opened by its address, then it is fetched after the tab began to listen", async () => {
  const tab = opened();
  tab.fill(2);
  tab.open();
  const fetched = tab.desk.loader.fetchOrder(orderOf(1)._id);
  expect(tab.server.requests).toEqual([]);
  tab.stop = tab.desk.feed.start();
  expect(await fetched).toEqual(tab.server.shop.at(1));
});

test("when there is a second gap while the first is being closed, then it is not live before both are", async () => {
  const tab = opened();
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  tab.fill(2);
  tab.start();
  await tab.untilEqual();
  const closeFirst = tab.server.hold();
  tab.server.shop.writeOutside(0, "shipped");
  tab.server.forget();
  tab.server.say("refetch");
  await until(() => expect(tab.listRequests).toBe(2));
  tab.server.io.emit("order-updated", { of: "another version" }, {});
  tab.kinds.length = 0;
  await until(() => expect(console.error).toHaveBeenCalled());
  const closeSecond = tab.server.hold();
  closeFirst();
  await until(() => expect(tab.listRequests).toBe(3));
  expect(tab.kinds).not.toContain("live");
  closeSecond();
  await tab.untilEqual();
});
