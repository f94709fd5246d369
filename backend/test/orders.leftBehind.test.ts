// Claims of an Idempotency-Key whose process ended, or stood still, before its order was written.
import { randomUUID } from "node:crypto";
import type { Order } from "@order-desk/contract";
import { MongoClientClosedError, MongoRuntimeError, ObjectId } from "mongodb";
import { expect, it } from "vitest";
import { openForRequests } from "../src/models/database.js";
import { idempotencyModel } from "../src/models/IdempotencyKey.js";
import type { OrderDocument } from "../src/models/orderDocument.js";
import { newOrder } from "./helpers/api.js";
import { twoBackends, type TestServer } from "./helpers/server.js";

const [a, b] = await twoBackends();

const post = async (server: TestServer, key: string) =>
  await server.api.send("POST", "/api/orders", {
    json: { ...newOrder(), customer_name: key },
    headers: { "Idempotency-Key": key },
  });

const keys = () => a.db.collection<{ _id: string }>("idempotency_keys");
const ordersOf = async (key: string) => await a.orders.countDocuments({ customer_name: key });

/** A claim as a process leaves it that dies before it has written the order, or right after. */
async function leftBehind({ isWritten }: { readonly isWritten: boolean }) {
  const key = randomUUID();
  const order = (await post(a, key)).body as Order;
  const document = (await a.orders.findOne({ _id: new ObjectId(order._id) })) as unknown as OrderDocument;
  await keys().updateOne({ _id: key }, { $set: { pending: document } });
  if (!isWritten) await a.orders.deleteOne({ _id: document._id });
  return { key, order, document };
}

it("when the process died before its order was written, then the retries make that order, once", async () => {
  const { key, order, document } = await leftBehind({ isWritten: false });
  const retries = await Promise.all([a, b, a].map(async (server) => await post(server, key)));
  for (const { status, body } of retries) expect([status, body]).toEqual([201, order]);
  expect(await a.orders.find({ customer_name: key }).toArray()).toEqual([document]);
  expect(await keys().findOne({ _id: key })).not.toHaveProperty("pending");
});

it.each<[string, () => Error]>([
  ["the process closes its connections while it writes", () => new MongoClientClosedError()],
  ["the driver fails in a way that nobody foresaw", () => new MongoRuntimeError("?")],
])("when %s, then the order keeps its key, and a retry makes no other", async (_what, failure) => {
  const { key, order, document } = await leftBehind({ isWritten: false });
  const database = openForRequests(a.uri);
  const orders = Object.assign(Object.create(database.orders) as typeof database.orders, {
    insertOne: async (...given: Parameters<typeof database.orders.insertOne>) => {
      await database.orders.insertOne(...given);
      throw failure();
    },
  });
  try {
    await expect(idempotencyModel({ ...database, orders }, "USD").write(key, document)).rejects.toThrow();
  } finally {
    await database.client.close();
  }
  const again = await post(b, key);
  expect([again.status, again.body]).toEqual([201, order]);
  expect(await ordersOf(key)).toBe(1);
});

it("when it comes again with another body, then 422, and nothing is written", async () => {
  const { key } = await leftBehind({ isWritten: false });
  const other = await b.api.send("POST", "/api/orders", {
    json: newOrder(),
    headers: { "Idempotency-Key": key },
  });
  expect([other.status, await ordersOf(key)]).toEqual([422, 0]);
});

it("when its order was written, and deleted since, then it stays deleted, and the answer is the same", async () => {
  const { key, order } = await leftBehind({ isWritten: true });
  await a.api.remove(order._id);
  const again = await post(b, key);
  expect([again.status, again.body]).toEqual([201, order]);
  expect(await ordersOf(key)).toBe(0);
});

it("when a process goes on after another has written its order and somebody deleted it, then it stays deleted", async () => {
  const { key, order, document } = await leftBehind({ isWritten: false });
  expect((await post(b, key)).status).toBe(201);
  await a.api.remove(order._id);
  const late = openForRequests(a.uri);
  try {
    expect(await idempotencyModel(late, "USD").write(key, document)).toBe("written");
  } finally {
    await late.client.close();
  }
  expect(await ordersOf(key)).toBe(0);
});

it("when a process goes on after another has written its order, then the order stays", async () => {
  const { key, document } = await leftBehind({ isWritten: true });
  expect((await post(b, key)).status).toBe(201);
  const late = openForRequests(a.uri);
  try {
    expect(await idempotencyModel(late, "USD").write(key, document)).toBe("written");
  } finally {
    await late.client.close();
  }
  expect(await ordersOf(key)).toBe(1);
});

it("when the number of an order that was left behind is taken by now, then the retry gets another", async () => {
  const { key, order } = await leftBehind({ isWritten: false });
  await a.orders.insertOne({ _id: new ObjectId(), order_number: order.order_number });
  const again = await post(b, key);
  expect(again.status).toBe(201);
  expect((again.body as Order).order_number).not.toBe(order.order_number);
  expect(await ordersOf(key)).toBe(1);
});
