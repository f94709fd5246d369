import { randomUUID } from "node:crypto";
import type { Order } from "@order-desk/contract";
import { ObjectId } from "mongodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newOrder } from "./helpers/api.js";
import { newDatabaseName, startTestServer, type TestServer } from "./helpers/server.js";

const database = newDatabaseName();
let a: TestServer;
let b: TestServer;
beforeAll(async () => {
  [a, b] = await Promise.all([startTestServer({ database }), startTestServer({ database })]);
});
afterAll(async () => await Promise.all([a.stop(), b.stop()]));

const post = async (server: TestServer, key: string, fields: object = {}) =>
  await server.api.send("POST", "/api/orders", {
    json: { ...newOrder(), ...fields },
    headers: { "Idempotency-Key": key },
  });

describe("Idempotency-Key", () => {
  it("when the same request comes again, at any backend, then it gets the same order and no second is made", async () => {
    const key = randomUUID();
    const first = await post(a, key, { customer_name: key });
    expect([first.status, first.headers.get("idempotent-replayed")]).toEqual([201, null]);
    for (const server of [a, b]) {
      const again = await post(server, key, { customer_name: key });
      expect([again.status, again.headers.get("idempotent-replayed")]).toEqual([201, "true"]);
      expect(again.body).toEqual(first.body);
      expect(again.headers.get("location")).toBe(first.headers.get("location"));
    }
    expect(await a.orders.countDocuments({ customer_name: key })).toBe(1);
  });

  it("when the fields come in another sequence or a default is spelled out, then it is the same request", async () => {
    const key = randomUUID();
    const { customer_name, ...rest } = newOrder();
    const first = await post(a, key);
    const again = await a.api.send("POST", "/api/orders", {
      json: { quantity: 1, ...rest, customer_name },
      headers: { "Idempotency-Key": key },
    });
    expect(again.body).toEqual(first.body);
  });

  it("when it comes with another body, then 422 and nothing is written", async () => {
    const key = randomUUID();
    await post(a, key, { customer_name: key });
    const other = await post(b, key, { customer_name: `${key}x` });
    expect([other.status, other.body]).toEqual([
      422,
      expect.objectContaining({ code: "idempotency_key_reused" }),
    ]);
    expect(await a.orders.countDocuments({ customer_name: `${key}x` })).toBe(0);
  });

  it("when 50 come at once at two backends, then one order is made and all get it", async () => {
    const key = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 50 }, async (_, n) => await post(n % 2 ? a : b, key, { customer_name: key })),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ body }) => (body as Order)._id)).size).toBe(1);
    expect(answers.filter(({ headers }) => headers.get("idempotent-replayed") === null)).toHaveLength(1);
    expect(await a.orders.countDocuments({ customer_name: key })).toBe(1);
  });

  it("when the order has been changed or deleted since, then the first answer is given again", async () => {
    const key = randomUUID();
    const first = (await post(a, key)).body as Order;
    await a.api.change(first._id, { status: "shipped" });
    expect((await post(b, key)).body).toEqual(first);
    await a.api.remove(first._id);
    const again = await post(b, key);
    expect([again.status, again.body]).toEqual([201, first]);
    expect((await a.api.problem("GET", `/api/orders/${first._id}`)).status).toBe(404);
  });

  it("when a bad request came with the key, then the mended one may use it", async () => {
    const key = randomUUID();
    expect((await post(a, key, { quantity: 0 })).status).toBe(422);
    expect((await post(a, key, { quantity: 1 })).status).toBe(201);
  });

  it("when the next order number is in use already, then another is taken, with a key and without", async () => {
    const { order_number } = await a.api.create();
    const taken = Array.from({ length: 30 }, (_, n) => ({
      _id: new ObjectId(),
      order_number: order_number + 1 + n,
    }));
    // Some of them may belong to orders already.
    await a.orders.insertMany(taken, { ordered: false }).catch(() => undefined);
    for (const server of [a, b]) {
      expect((await post(server, randomUUID())).status).toBe(201);
      await server.api.create();
    }
    const numbers = await a.orders.distinct("order_number");
    expect(numbers).toHaveLength(await a.orders.countDocuments({}));
  });
});

describe("gathered writes", () => {
  it("when 200 orders come at once at two backends, then all have numbers of their own, rising in time", async () => {
    const before = (await a.api.create()).order_number;
    const orders = await Promise.all(
      Array.from({ length: 200 }, async (_, n) => await (n % 2 ? a : b).api.create({ quantity: n + 1 })),
    );
    expect(new Set(orders.map(({ order_number }) => order_number)).size).toBe(200);
    orders.forEach(({ quantity }, n) => expect(quantity).toBe(n + 1));
    for (const half of [0, 1]) {
      const stored = orders.filter((_, n) => n % 2 === half).sort((x, y) => (x._id < y._id ? -1 : 1));
      const numbers = stored.map(({ order_number }) => order_number);
      expect(numbers).toEqual([...numbers].sort((x, y) => x - y));
    }
    expect(Math.min(...orders.map(({ order_number }) => order_number))).toBeGreaterThan(1000);
    expect(before).toBeGreaterThan(1000);
  });

  it("when one order of a flight is refused by the database, then the others are written and only that one fails", async () => {
    const server = await startTestServer();
    try {
      await server.api.create();
      await server.db.command({ collMod: "orders", validator: { product_name: { $ne: "Refused" } } });
      const names = Array.from({ length: 20 }, (_, n) => (n === 7 ? "Refused" : `Fine ${n}`));
      const answers = await Promise.all(
        names.map(
          async (product_name) =>
            await server.api.send("POST", "/api/orders", { json: newOrder({ product_name }) }),
        ),
      );
      expect(answers.map(({ status }) => status)).toEqual(
        names.map((name) => (name === "Refused" ? 500 : 201)),
      );
      expect(await server.orders.countDocuments()).toBe(20);
      const { code, detail } = answers[7]?.body as { code: string; detail: string };
      expect([code, detail]).toEqual([
        "internal_error",
        "The request was not carried out. Tell us its request_id.",
      ]);
      const { id } = { id: (answers[0]?.body as Order)._id };
      expect(
        (await server.api.problem("PUT", `/api/orders/${id}`, { json: { product_name: "Refused" } })).status,
      ).toBe(500);
      const logged = server.log.join("");
      expect(logged).toContain("Document failed validation");
      expect(logged).not.toMatch(/test@example\.com|Test User/);
    } finally {
      await server.stop();
    }
  });

  it("when a foreign unique index stands in the way, then only that order fails and the backend lives", async () => {
    const server = await startTestServer();
    try {
      await server.orders.createIndex({ product_name: 1 }, { unique: true }, undefined);
      await server.api.create({ product_name: "Only" });
      for (const headers of [undefined, { "Idempotency-Key": "k" }]) {
        const answer = await server.api.send("POST", "/api/orders", {
          json: newOrder({ product_name: "Only" }),
          ...(headers && { headers }),
        });
        expect(answer.status).toBe(500);
      }
      await server.api.create({ product_name: "Other" });
      expect(await server.orders.countDocuments()).toBe(2);
    } finally {
      await server.stop();
    }
  });

  it("when a backend stops cleanly, then the next one goes on without a gap", async () => {
    const name = newDatabaseName();
    const first = await startTestServer({ database: name });
    const one = await first.api.create();
    await first.stop();
    const second = await startTestServer({ database: name });
    try {
      expect((await second.api.create()).order_number).toBe(one.order_number + 1);
    } finally {
      await second.stop();
    }
  });
});
