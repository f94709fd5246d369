// Counts of lists over sockets: right whatever happens, and cheap.
import {
  listCounts,
  WATCHED_LISTS_MAX,
  type ListCounts,
  type Order,
  type WatchedList,
} from "@order-desk/contract";
import * as fc from "fast-check";
import { ObjectId } from "mongodb";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startTestServer, type TestServer } from "./helpers/server.js";
import type { Tab } from "./helpers/tab.js";
import { until } from "./helpers/wait.js";

let server: TestServer;
let tab: Tab;
beforeAll(async () => {
  server = await startTestServer();
});
beforeEach(async () => {
  await server.orders.deleteMany({});
  tab = await server.connect();
});
afterAll(async () => await server.stop());

/** What a socket has been told by now, by key. */
async function watched(lists: readonly object[], socket = tab.socket) {
  const told: ListCounts = {};
  socket.on("list-counts", (news: unknown) => Object.assign(told, listCounts.parse(news)));
  const asked = lists as WatchedList[];
  expect(await socket.timeout(5_000).emitWithAck("watch-counts", asked)).toBe(true);
  return told;
}

describe("counts of lists", () => {
  it("when orders come, change, go and come back, then the counts follow, by status and in all", async () => {
    const told = await watched([
      { key: "lamps", query: { q: "lamp" }, by_status: true },
      { key: "dear", query: { total_min: 100 } },
    ]);
    await until("the first counts", () => told.lamps?.total === 0 && told.dear?.total === 0);
    const one = await server.api.create({ product_name: "Oak lamp", price: 150, status: "pending" });
    await server.api.create({ product_name: "Tray", price: 200 });
    await until("both", () => told.lamps?.total === 1 && told.dear?.total === 2);
    expect(told.lamps?.by_status).toMatchObject({ pending: 1, shipped: 0 });
    await server.api.change(one._id, { status: "shipped" });
    await until(
      "the status",
      () => told.lamps?.by_status.shipped === 1 && told.lamps.by_status.pending === 0,
    );
    await server.api.change(one._id, { product_name: "Oak chair" });
    await until("no lamp", () => told.lamps?.total === 0);
    await server.api.remove(one._id);
    await until("one dear", () => told.dear?.total === 1);
    await server.api.restore(one._id);
    await until("two dear", () => told.dear?.total === 2);
  });

  it("when somebody writes past the API, then it counts too", async () => {
    const told = await watched([{ key: "hand", query: { q: "by hand" } }]);
    await until("none", () => told.hand?.total === 0);
    const documents = Array.from({ length: 20 }, () => ({
      ...{
        _id: new ObjectId(),
        customer_name: "By Hand",
        customer_email: "h@example.com",
        product_name: "x",
      },
      ...{ quantity: 1, price_minor: 1, total_minor: 1, currency: "USD", status: "pending" },
    }));
    await server.orders.insertMany(documents);
    await until("all of them", () => told.hand?.total === 20);
    await server.orders.deleteMany({ customer_name: "By Hand" });
    await until("none again", () => told.hand?.total === 0);
  });

  it("when time passes, then more orders are too old, with no write", async () => {
    const old = await server.api.create();
    const told = await watched([
      { key: "late", query: { status: ["pending"] }, age: { since: "created_at", minutes: 1 } },
    ]);
    await until("nothing is late", () => told.late?.total === 1 && told.late.aged === 0);
    const aMinuteAgo = new Date(Date.now() - 57_000);
    await server.orders.updateOne({ _id: new ObjectId(old._id) }, { $set: { created_at: aMinuteAgo } });
    await until("it is late", () => told.late?.aged === 1, 20_000);
  });

  it("when a view that marks what is too old is busy, then its total follows within 2 s", async () => {
    const late = { key: "late", query: { q: "lamp" }, age: { since: "created_at", minutes: 1 } };
    const told = await watched([late]);
    await until("the first count", () => told.late?.total === 0);
    for (let count = 1; count <= 4; count++) {
      await server.api.create({ product_name: "Lamp" });
      await until(`a total of ${count}`, () => told.late?.total === count, 2_000);
    }
  });

  it("when all views there may be are watched, then all are counted, and a list more leaves the others known", async () => {
    const lists = Array.from({ length: 201 }, (_, index) => ({
      key: `k${index}`,
      query: { q: `nothing like this ${index}`, customer_email: `${"long".repeat(15)}${index}@example.com` },
    }));
    const told = await watched(lists);
    await until("all of them", () => Object.keys(told).length === 201);
    const again = await watched([...lists, { key: "more", query: { q: "more" } }]);
    await until("what was known, at once", () => Object.keys(again).length >= 201, 500);
  });

  it("when what is asked for is malformed or too much, then it is refused, and what was watched stays", async () => {
    const told = await watched([{ key: "all", query: {} }]);
    const tooMany = Array.from({ length: WATCHED_LISTS_MAX + 1 }, (_, index) => ({
      key: `k${index}`,
      query: {},
    }));
    for (const wrong of [
      "nonsense",
      [{ key: "x", query: { $where: "1" } }],
      tooMany,
      [{ key: "", query: {} }],
    ])
      expect(await tab.socket.timeout(5_000).emitWithAck("watch-counts", wrong as never)).toBe(false);
    await server.api.create();
    await until("still counted", () => told.all?.total === 1);
  });

  it("when many sockets watch many lists, then the database is asked at most once a second", async () => {
    // Every command on this database is noted, with its time.
    await server.db.command({ profile: 2 });
    const begun = Date.now();
    const tabs = await Promise.all(Array.from({ length: 8 }, async () => await server.connect()));
    const lists = Array.from({ length: 10 }, (_, index) => ({
      ...{ key: `k${index}`, query: { total_min: index } },
      age: { since: "created_at", minutes: 1 },
    }));
    const told = await Promise.all(tabs.map(async ({ socket }) => await watched(lists, socket)));
    for (let index = 0; index < 20; index++) await server.api.create({ price: index });
    await until("all of them know", () => told.every((one) => one.k5?.total === 15));
    await server.db.command({ profile: 0 });
    const asked = await server.db
      .collection("system.profile")
      .countDocuments({ "command.aggregate": "orders", "command.readConcern.level": "snapshot" });
    expect(asked).toBeGreaterThan(0);
    expect(asked).toBeLessThanOrEqual(Math.ceil((Date.now() - begun) / 1_000) + 2);
  });
});

it("when anything happens in any sequence, then each count is what the database has", async () => {
  const seed = Math.floor(Math.random() * 2 ** 31);
  const names = ["Ada", "Bob", "Łukasz", "José"];
  const lists = [
    { key: "a", query: { q: "jos" }, by_status: true },
    { key: "b", query: { status: ["pending", "shipped"] }, by_status: true },
    { key: "c", query: { total_min: 30, total_max: 70 } },
    { key: "d", query: {}, by_status: true },
  ];
  const told = await watched(lists);
  const act = fc.record({
    kind: fc.constantFrom("create", "change", "ship", "remove", "hand"),
    name: fc.constantFrom(...names),
    price: fc.integer({ min: 1, max: 100 }),
    which: fc.nat(),
  });
  const there: Order[] = [];
  for (const { kind, name, price, which } of fc.sample(act, { numRuns: 120, seed })) {
    const index = there.length > 0 ? which % there.length : -1;
    const order = there[index];
    if (kind === "create" || !order) there.push(await server.api.create({ customer_name: name, price }));
    else if (kind === "change") await server.api.change(order._id, { customer_name: name, price });
    else if (kind === "ship")
      await server.api.send("PATCH", `/api/orders/${order._id}`, { json: { status: "shipped" } });
    else if (kind === "hand")
      await server.orders.updateOne({ _id: new ObjectId(order._id) }, { $set: { customer_name: name } });
    else {
      await server.api.remove(order._id);
      there.splice(index, 1);
    }
  }
  const truth = async (query: string) =>
    Number((await server.api.send("GET", `/api/orders?limit=1&${query}`)).headers.get("X-Total-Count"));
  for (const [key, query] of Object.entries({
    a: "q=jos",
    b: "status=pending,shipped",
    c: "total_min=30&total_max=70",
    d: "",
  }))
    await until(`the count of ${query}, seed ${seed}`, async () => told[key]?.total === (await truth(query)));
  await until(
    `by status, seed ${seed}`,
    async () => told.d?.by_status.shipped === (await truth("status=shipped")),
  );
});
