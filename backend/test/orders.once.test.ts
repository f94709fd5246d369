import { randomUUID } from "node:crypto";
import type { Order } from "@order-desk/contract";
import { ObjectId } from "mongodb";
import { describe, expect, it } from "vitest";
import { newOrder } from "./helpers/api.js";
import { twoBackends, type TestServer } from "./helpers/server.js";

const [a, b] = await twoBackends();

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
