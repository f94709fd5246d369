// Finding orders over the API.
import type { Order, Problem } from "@order-desk/contract";
import { Long, MongoClient, ObjectId } from "mongodb";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { newDatabaseName, startTestServer, withDatabase, type TestServer } from "./helpers/server.js";
import { until } from "./helpers/wait.js";

let server: TestServer;
const LAMP = { customer_name: "José Müller", customer_email: "jose@example.com", product_name: "Oak lamp" };
beforeAll(async () => {
  server = await startTestServer();
  await server.api.create({ ...LAMP, price: 49.9 });
  await server.api.create({ ...LAMP, product_name: "Tray", price: 5, status: "shipped" });
  await server.api.create({ customer_name: "Zoë", customer_email: "zoe@example.com", product_name: "Lamp" });
});
afterAll(async () => await server.stop());

async function find(query: string): Promise<string[]> {
  const { status, body } = await server.api.send("GET", `/api/orders?${query}`);
  expect(status, JSON.stringify(body)).toBe(200);
  return (body as Order[]).map(({ customer_name, product_name }) => `${customer_name}: ${product_name}`);
}

describe("finding orders", () => {
  it.each([
    ["q=jose+LAM", ["José Müller: Oak lamp"]],
    ["q=1003", ["Zoë: Lamp"]],
    ["q=lamp&sort=customer_name", ["José Müller: Oak lamp", "Zoë: Lamp"]],
    ["q=.*", ["Zoë: Lamp", "José Müller: Tray", "José Müller: Oak lamp"]],
    ["q=%24where", []],
    ["status=shipped,pending&sort=-status", ["José Müller: Tray", "Zoë: Lamp", "José Müller: Oak lamp"]],
    ["total_min=5&total_max=49.90&sort=total", ["José Müller: Tray", "José Müller: Oak lamp"]],
    ["customer_email=JOSE@example.com&product=tray", ["José Müller: Tray"]],
    ["created_from=2999-01-01", []],
    ["created_to=2999-01-01&currency=EUR", []],
    ["sort=order_number", ["José Müller: Oak lamp", "José Müller: Tray", "Zoë: Lamp"]],
  ])("when %s is asked, then %j come", async (query, expected) => {
    expect(await find(query)).toEqual(expected);
  });

  it("when a whole id is searched, then that order comes", async () => {
    const order = await server.api.create({ customer_name: "By id" });
    expect(await find(`q=${order._id.toUpperCase()}`)).toEqual([`By id: ${order.product_name}`]);
    await server.api.remove(order._id);
  });

  it("when the order changes, then it is found by what it is now", async () => {
    const order = await server.api.create({ customer_name: "Beatrix" });
    await server.api.change(order._id, { customer_name: "Kiddo" });
    expect([await find("q=beatrix"), await find("q=kiddo")]).toEqual([[], [`Kiddo: ${order.product_name}`]]);
    await server.api.remove(order._id);
    expect(await find("q=kiddo")).toEqual([]);
    await server.api.restore(order._id);
    expect(await find("q=kiddo")).toHaveLength(1);
    await server.api.remove(order._id);
  });

  it("when a parameter is wrong, then the answer names it", async () => {
    for (const [query, pointer] of [
      ["total_min=cheap", "/total_min"],
      ["sort=price", "/sort"],
      ["created_from=2026-02-30", "/created_from"],
      ["colour=red", "/colour"],
      ["q[$regex]=.", "/q[$regex]"],
    ] as const) {
      const { status, body } = await server.api.send("GET", `/api/orders?${query}`);
      expect(status).toBe(422);
      expect((body as Problem).errors?.map((error) => error.pointer)).toEqual([pointer]);
    }
  });

  it("when a cursor comes with another sort than it was made for, then the answer says so", async () => {
    const { headers } = await server.api.send("GET", "/api/orders?limit=1&sort=total");
    const next = /^<([^>]+)>/.exec(headers.get("link") ?? "")?.[1] ?? "";
    const { status, body } = await server.api.send("GET", next.replace("sort=total", "sort=-total"));
    expect([status, (body as Problem).errors?.[0]?.pointer]).toEqual([422, "/cursor"]);
  });
});

describe("orders that others have written", () => {
  it("when a script changes what an order is found by, then it is found by that, in one change more", async () => {
    const order = await server.api.create({ customer_name: "Before" });
    const tab = await server.connect();
    await server.orders.updateOne(
      { _id: new ObjectId(order._id) },
      { $set: { customer_name: "Afterwards" } },
    );
    await until("it is found", async () => (await find("q=afterwards")).length === 1);
    expect(await find("q=before")).toEqual([]);
    expect((await server.api.get(order._id)).version).toBe(2);
    tab.close();
    await server.api.remove(order._id);
  });

  it("when only the terms are wrong, then they are mended, and nobody is told of a change", async () => {
    const order = await server.api.create({ customer_name: "Untold" });
    const _id = new ObjectId(order._id);
    await server.orders.updateOne({ _id }, { $set: { "terms.customer": "wrong", "terms.words": [] } });
    await until("it is found again", async () => (await find("q=untold")).length === 1);
    expect((await server.api.get(order._id)).version).toBe(1);
    const { body } = await server.api.send("GET", `/api/orders/${order._id}/events`);
    expect(body).toHaveLength(1);
    await server.api.remove(order._id);
  });
});

describe("a shop of an older version", () => {
  it("when it starts, then its orders are found, without a change of theirs", async () => {
    const database = newDatabaseName();
    const client = await new MongoClient(withDatabase(inject("mongodUri"), database)).connect();
    const old = {
      _id: new ObjectId(),
      order_number: 1001,
      version: 3,
      ...LAMP,
      quantity: 1,
      price_minor: Long.fromNumber(500),
      total_minor: 500,
      currency: "USD",
      status: "pending",
      created_at: new Date(),
      updated_at: new Date(),
    };
    const orders = client.db().collection("orders");
    await orders.createIndex({ status: 1, _id: -1 });
    await orders.insertMany([old, { _id: new ObjectId(), customer_name: "By hand" }]);
    const upgraded = await startTestServer({ database });
    try {
      const found = async (q: string) =>
        (await upgraded.api.send("GET", `/api/orders?q=${q}`)).body as Order[];
      expect((await found("muller")).map(({ version }) => version)).toEqual([3]);
      await until("the one without times", async () => (await found("hand")).length === 1);
      expect((await orders.indexes()).map(({ name }) => name)).not.toContain("status_1__id_-1");
    } finally {
      await upgraded.stop();
      await client.close();
    }
  });
});
