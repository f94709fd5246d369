import type { Order, OrderEvent } from "@order-desk/contract";
import { Long, ObjectId } from "mongodb";
import { describe, expect, it } from "vitest";
import { twoBackends } from "./helpers/server.js";
import type { Tab } from "./helpers/tab.js";
import { until } from "./helpers/wait.js";

const [a, b] = await twoBackends();
const tabs = [await a.connect(), await b.connect(), await b.connect({ transports: ["polling"] })];

/** What every tab heard of one order, the same for all of them, once `count` events of it have arrived. */
async function heardOf(id: string, count: number): Promise<OrderEvent[]> {
  const of = (tab: Tab) => tab.events.filter(({ order }) => order._id === id);
  for (const tab of tabs) await until(`${count} events`, () => of(tab).length >= count);
  const [first, ...others] = tabs.map(of);
  for (const other of others) expect(other).toEqual(first);
  return first!;
}

const insertByHand = async (fields: object): Promise<ObjectId> => {
  const _id = new ObjectId();
  await a.orders.insertOne({ _id, customer_name: "Hand", product_name: "Made", ...fields });
  return _id;
};

describe("changes made by the API", () => {
  it("when an order is created, changed, deleted and restored, then every tab of both backends hears it in order", async () => {
    const created = await a.api.create({ price: 10 });
    const changed = await b.api.change(created._id, { quantity: 2 });
    const shipped = await a.api.change(created._id, { status: "shipped" });
    await b.api.remove(created._id);
    const restored = await a.api.restore(created._id);
    const events = await heardOf(created._id, 5);
    expect(events.map(({ meta }) => meta.before)).toEqual([
      undefined,
      { quantity: 1, total: 10, version: 1, updated_at: created.updated_at },
      { status: "pending", version: 2, updated_at: changed.updated_at },
      undefined,
      undefined,
    ]);
    expect(events.map(({ type, order }) => [type, order])).toEqual([
      ["order-created", created],
      ["order-updated", changed],
      ["order-updated", shipped],
      ["order-deleted", { _id: created._id, order_number: created.order_number }],
      ["order-created", restored],
    ]);
    expect(events.map(({ meta }) => meta.version)).toEqual([1, 2, 3, 3, 4]);
    expect(events[1]?.meta.changed.sort()).toEqual(["quantity", "total", "updated_at", "version"]);
    expect(events[2]?.meta.changed.sort()).toEqual(["status", "updated_at", "version"]);
    expect(events[3]?.meta.changed).toEqual([]);
    const cursors = events.map(({ meta }) => meta.cursor);
    expect(cursors).toEqual([...cursors].sort());
    for (const { meta } of events) expect(meta).not.toHaveProperty("rewound");
  });

  it("when two quick changes follow each other, then two events carry the two true states", async () => {
    const { _id } = await a.api.create();
    await Promise.all([a.api.change(_id, { quantity: 2 }), b.api.change(_id, { price: 3 })]);
    const [, first, second] = (await heardOf(_id, 3)).map(({ order }) => order as Order);
    expect([first?.version, second?.version]).toEqual([2, 3]);
    expect([first?.quantity === 2, first?.price === 3].filter(Boolean)).toHaveLength(1);
    expect(second).toMatchObject({ quantity: 2, price: 3, total: 6 });
  });

  it("when the same status comes again, then nothing is announced", async () => {
    const { _id } = await a.api.create();
    await a.api.change(_id, { status: "pending" });
    await a.api.change(_id, { quantity: 2 });
    expect((await heardOf(_id, 2)).map(({ meta }) => meta.version)).toEqual([1, 2]);
  });
});

describe("changes made straight in the database", () => {
  it("when a script inserts, updates, replaces and deletes, then it is announced as the API's own", async () => {
    const _id = await insertByHand({ order_number: 900_001, version: 1, price: 12.5, quantity: 2 });
    await a.orders.updateOne({ _id }, { $set: { status: "shipped" }, $inc: { version: 1 } });
    await a.orders.replaceOne({ _id }, { order_number: 900_001, version: 3, customer_name: "Else" });
    await a.orders.deleteOne({ _id });
    const events = await heardOf(_id.toHexString(), 4);
    expect(events.map(({ type }) => type.slice(6))).toEqual(["created", "updated", "updated", "deleted"]);
    expect(events[0]?.order).toMatchObject({ price: 12.5, total: 25, currency: "USD", status: "pending" });
    expect(events[1]?.order).toMatchObject({ status: "shipped", version: 2 });
    expect(events[2]?.order).toMatchObject({ customer_name: "Else", product_name: "", status: "pending" });
    expect(events[3]?.order).toEqual({ _id: _id.toHexString(), order_number: 900_001 });
  });

  it("when a script forgets the version, then the order is shown with version 0", async () => {
    const _id = await insertByHand({});
    await a.orders.updateOne({ _id }, { $set: { customer_name: "Other" } });
    const events = await heardOf(_id.toHexString(), 2);
    expect(events.map(({ meta }) => meta.version)).toEqual([0, 0]);
    expect(events[1]?.meta.changed).toEqual(["customer_name"]);
    const changed = await b.api.change(_id.toHexString(), { quantity: 3, customer_email: "a@b.com" });
    expect(changed).toMatchObject({ version: 1, quantity: 3, order_number: 0 });
  });

  it("when a replacement sets the version back, then meta says that it is no old news", async () => {
    const { _id } = await a.api.create();
    await a.orders.replaceOne({ _id: new ObjectId(_id) }, { customer_name: "Replaced" });
    const [, replaced] = await heardOf(_id, 2);
    expect(replaced?.meta).toMatchObject({ version: 0, rewound: true });
  });

  it("when two quick updates follow each other, then the first state is not lost behind the second", async () => {
    const _id = await insertByHand({ status: "pending" });
    await a.orders.bulkWrite(
      ["processing", "shipped", "delivered"].map((status) => ({
        updateOne: { filter: { _id }, update: { $set: { status } } },
      })),
    );
    const statuses = (await heardOf(_id.toHexString(), 4)).map(({ order }) => (order as Order).status);
    expect(statuses).toEqual(["pending", "processing", "shipped", "delivered"]);
  });

  it("when a transaction changes two orders, then both are announced", async () => {
    const first = await insertByHand({});
    const second = await insertByHand({ quantity: Long.fromNumber(3) });
    await a.db.client.withSession(
      async (session) =>
        await session.withTransaction(async () => {
          for (const _id of [first, second])
            await a.orders.updateOne({ _id }, { $set: { status: "cancelled" } }, { session });
        }),
    );
    for (const _id of [first, second])
      expect((await heardOf(_id.toHexString(), 2))[1]?.order).toMatchObject({ status: "cancelled" });
  });

  it("when a status is none of ours, then the database refuses it", async () => {
    await expect(insertByHand({ status: "lost" })).rejects.toMatchObject({ code: 121 });
  });
});
