// The whole data layer of a tab against a real server: after a gap it finds back by itself.
import { expect, test, vi } from "vitest";
import { until, givenTab } from "../../test/deskTab";
import { orderOf } from "../../test/modelShop";
import { problemReply } from "../../test/shopServer";

const opened = givenTab();

test("when the connection was cut for a while, then what was missed is replayed without a new fetch", async () => {
  const tab = opened();
  tab.fill(3);
  tab.start();
  await tab.untilEqual();
  await tab.cut();
  tab.server.shop.update(1, "shipped");
  tab.server.shop.create(9);
  tab.server.announce();
  await tab.untilEqual();
  expect(tab.listRequests).toBe(1);
});

test("when the missed changes are lost, then as much as was shown is fetched again, and only then it is live", async () => {
  const tab = opened();
  tab.fill(350);
  tab.start();
  await tab.untilShown(100);
  tab.desk.loader.loadMore("");
  await tab.untilShown(200);
  tab.desk.loader.showOrder(orderOf(5)._id);
  tab.kinds.length = 0;

  const release = tab.server.hold();
  await tab.cut();
  tab.server.shop.delete(340);
  tab.server.shop.writeOutside(300, "shipped");
  tab.server.shop.create(400);
  tab.server.shop.update(5, "shipped");
  tab.server.forget();
  await until(() => expect(tab.listRequests).toBe(3));
  expect(tab.kind).toBe("catching-up");
  expect(tab.shown()).toHaveLength(200);
  release();
  await until(() => expect(tab.kind).toBe("live"));
  expect(tab.kinds).toEqual(["reconnecting", "catching-up", "live"]);
  expect(tab.shown()).toEqual(tab.server.shop.read().slice(0, tab.shown()?.length));
  expect(tab.shown()?.length).toBeGreaterThanOrEqual(200);
  expect(tab.desk.store.orders().orders.get(orderOf(5)._id)?.order.status).toBe("shipped");
});

test("when fetching again fails, then what is shown stays, with the error, and it is tried until it works", async () => {
  const tab = opened();
  tab.fill(2);
  tab.start();
  await tab.untilEqual();
  tab.server.intercept = () => problemReply(503, "database_unavailable");
  tab.server.shop.writeOutside(1, "shipped");
  tab.server.forget();
  tab.server.say("refetch");
  await until(() => expect(tab.desk.store.view("").error).toBe("Say: database_unavailable"));
  expect(tab.shown()).toHaveLength(2);
  expect(tab.kind).toBe("catching-up");
  tab.server.intercept = () => undefined;
  await tab.untilEqual();
  expect(tab.desk.store.view("").error).toBeUndefined();
});

test("when the feed does not answer, then orders are shown, not as live, and fetched again once it does", async () => {
  const tab = opened();
  tab.fill(2);
  tab.server.greeting = "nothing";
  tab.start();
  await tab.untilShown(2);
  expect(tab.kind).not.toBe("live");
  tab.server.shop.writeOutside(1, "shipped");
  tab.server.forget();
  tab.server.say("live");
  await tab.untilEqual();
});

test("when the server falls behind, then that is said, with a growing delay, and that it is over", async () => {
  const tab = opened();
  tab.fill(1);
  tab.start();
  await tab.untilEqual();
  tab.server.say("stale", 4_500);
  await until(() => expect(tab.desk.store.feedStatus()).toMatchObject({ kind: "delayed", lagMs: 4_500 }));
  await until(() => expect((tab.desk.store.feedStatus() as { lagMs: number }).lagMs).toBeGreaterThan(5_000));
  tab.server.say("live");
  await tab.untilEqual();
  expect(tab.listRequests).toBe(1);
});

test("when a tab comes back to a server that is behind itself, then it never says live before the server is current", async () => {
  const tab = opened();
  tab.fill(1);
  tab.start();
  await tab.untilEqual();
  tab.server.lagMs = 11_000;
  await tab.cut();
  await until(() => expect(tab.kind).toBe("delayed"));
  expect(tab.kinds.slice(2)).not.toContain("live");
  tab.server.say("live");
  await until(() => expect(tab.kind).toBe("live"));
});

test("when an event is not understood, then what it may have said is fetched", async () => {
  const tab = opened();
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  tab.fill(1);
  tab.start();
  await tab.untilEqual();
  tab.server.shop.writeOutside(0, "shipped");
  tab.server.forget();
  tab.server.io.emit("order-updated", { of: "another version" }, {});
  await until(() => expect(tab.kind).toBe("catching-up"));
  await tab.untilEqual();
});

test("when a list is opened again whose page was on its way into a gap, then it is fetched anew", async () => {
  const tab = opened();
  tab.fill(2);
  tab.start();
  await tab.untilEqual();
  const release = tab.server.hold();
  tab.desk.loader.showList("status=shipped")();
  tab.server.shop.writeOutside(1, "shipped");
  tab.server.forget();
  tab.server.say("refetch");
  await until(() => expect(tab.kind).toBe("catching-up"));
  tab.desk.loader.showList("status=shipped");
  release();
  await tab.untilEqual("status=shipped");
  await tab.untilEqual();
});

test("when a page fails during a short cut, then it is asked for again once the connection is back", async () => {
  const tab = opened();
  tab.fill(150);
  tab.start();
  await tab.untilShown(100);
  tab.server.intercept = () => "cut";
  tab.desk.loader.loadMore("");
  tab.desk.loader.showList("status=pending");
  for (const key of ["", "status=pending"] as const)
    await until(() => expect(tab.desk.store.view(key).error).toMatch(/cannot be reached. Try again/));
  await tab.cut();
  tab.server.intercept = () => undefined;
  await tab.untilEqual();
  await until(() => expect(tab.shown("status=pending")).toHaveLength(100));
  expect(tab.desk.store.view("").error).toBeUndefined();
  expect(tab.desk.store.view("status=pending").error).toBeUndefined();
  expect(tab.server.greeted).toHaveLength(2);
});

test("when a page from before the cut fails only after it, then it is asked for again all the same", async () => {
  const tab = opened();
  tab.fill(150);
  tab.start();
  await tab.untilShown(100);
  const fail = tab.server.hold(problemReply(503, "database_unavailable"));
  tab.desk.loader.loadMore("");
  await until(() => expect(tab.listRequests).toBe(2));
  await tab.cut();
  await until(() => expect(tab.server.greeted).toHaveLength(2));
  await until(() => expect(tab.kind).toBe("live"));
  fail();
  await tab.untilEqual();
});

test("when the server tells of its delay while it is live, then nothing is fetched again", async () => {
  const tab = opened();
  tab.fill(1);
  tab.start();
  await tab.untilEqual();
  tab.server.say("live", 1_400);
  await until(() => expect(tab.desk.store.feedStatus()).toEqual({ kind: "live", lagMs: 1_400 }));
  tab.server.say("live", 30);
  await until(() => expect(tab.desk.store.feedStatus()).toEqual({ kind: "live", lagMs: 30 }));
  expect(tab.kinds).toEqual(["connecting", "live"]);
  expect(tab.listRequests).toBe(1);
});
