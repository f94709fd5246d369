import { ObjectId } from "mongodb";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { PAGE_ORIGIN, startTestServer, type TestServer } from "./helpers/server.js";
import { until } from "./helpers/wait.js";

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer();
});
afterEach(async () => await server.stop());

/** The story, newest first, once it has so many entries. */
const storyOf = async (id: string, length: number) =>
  await until(`${length} entries`, async () => {
    const entries = await server.api.story(id);
    return entries.length >= length && entries;
  });
const brief = (entries: Awaited<ReturnType<typeof storyOf>>) =>
  entries.map(({ kind, by, version }) => `${version} ${kind} by ${by}`);

describe("the story of an order", () => {
  it("when it is made, changed, deleted and restored by whom ever, then each is told with old and new values", async () => {
    const { _id } = await server.api.create({ price: 10 });
    await server.api.change(_id, { status: "shipped", quantity: 3 }, { Origin: PAGE_ORIGIN });
    await server.api.remove(_id);
    await server.api.restore(_id);
    await server.orders.updateOne({ _id: new ObjectId(_id) }, { $set: { product_name: "Other lamp" } });
    const entries = await storyOf(_id, 6);
    expect(brief(entries)).toEqual([
      "4 updated by desk",
      "3 updated by outside",
      "3 restored by api",
      "2 deleted by api",
      "2 updated by dashboard",
      "1 created by api",
    ]);
    expect(entries[4]?.changes).toEqual([
      { field: "quantity", from: 1, to: 3 },
      { field: "status", from: "pending", to: "shipped" },
      { field: "total", from: 10, to: 30 },
    ]);
    expect(entries[1]?.changes).toEqual([{ field: "product_name", from: "Test Product", to: "Other lamp" }]);
  });

  it("when a status changes, then the entry has its mail with its state", async () => {
    const { _id } = await server.api.create();
    await server.api.change(_id, { status: "shipped" });
    const [changed] = await until("the mail", async () => {
      const entries = await server.api.story(_id);
      return entries[0]?.mails.length === 1 && entries;
    });
    expect(changed?.mails[0]).toMatchObject({
      state: "captured",
      to: "test@example.com",
      change_id: changed?._id,
    });
  });

  it("when it is read page by page, then each entry comes once, also after the order has gone", async () => {
    const { _id } = await server.api.create();
    for (let n = 2; n <= 6; n++) await server.api.change(_id, { quantity: n });
    await server.api.remove(_id);
    await storyOf(_id, 7);
    const seen: number[] = [];
    for (let next: string | undefined = `/api/orders/${_id}/events?limit=2`; next;) {
      const { body, headers } = await server.api.send("GET", next);
      seen.push(...(body as { version: number }[]).map(({ version }) => version));
      next = /<(.*)>; rel="next"/.exec(headers.get("link") ?? "")?.[1];
    }
    expect(seen).toEqual([6, 6, 5, 4, 3, 2, 1]);
  });

  it("when there never was such an order, then 404; a made-up cursor is 422", async () => {
    const path = `/api/orders/${"0".repeat(24)}/events`;
    expect(await server.api.problem("GET", path)).toMatchObject({ status: 404 });
    expect(await server.api.problem("GET", `${path}?cursor=abc`)).toMatchObject({ status: 422 });
    expect(await server.api.problem("GET", `${path}?q=1`)).toMatchObject({ status: 422 });
    expect(await server.api.problem("POST", path)).toMatchObject({ status: 405 });
  });
});

describe("a write outside the API", () => {
  const repaired = async (id: ObjectId) =>
    await until("it is completed", async () => {
      const found = await server.orders.findOne({ _id: id });
      return (found?.last_write as { by?: string } | undefined)?.by === "desk" && found;
    });

  it("when it leaves everything out, then it is filled in, once", async () => {
    const { insertedId } = await server.orders.insertOne({
      _id: new ObjectId(),
      customer_name: "Ada",
      price: 19.99,
      quantity: 2,
    });
    expect(await repaired(insertedId)).toMatchObject({
      customer_email: "",
      price_minor: 1999,
      total_minor: 3998,
      currency: "USD",
      status: "pending",
      version: 1,
    });
    const entries = await storyOf(insertedId.toHexString(), 2);
    expect(entries[0]?.order_number).toBeGreaterThan(1000);
    expect(brief(entries)).toEqual(["1 updated by desk", "0 created by outside"]);
  });

  it("when it changes quantity and forgets version, time and total, then those are mended", async () => {
    const { _id, updated_at } = await server.api.create({ price: 5 });
    const id = new ObjectId(_id);
    await server.orders.updateOne({ _id: id }, { $set: { quantity: 4 } });
    const order = await until("it is completed", async () => {
      const found = await server.api.get(_id);
      return found.version === 2 && found;
    });
    expect(order).toMatchObject({ quantity: 4, total: 20 });
    expect(order.updated_at > updated_at).toBe(true);
  });

  it("when it counts its version and time itself, then nothing is added", async () => {
    const { _id } = await server.api.create();
    const id = new ObjectId(_id);
    await server.orders.updateOne(
      { _id: id },
      { $set: { product_name: "Other", updated_at: new Date() }, $inc: { version: 1 } },
    );
    await server.api.change(_id, { quantity: 2 });
    expect(brief(await storyOf(_id, 3))).toEqual([
      "3 updated by api",
      "2 updated by outside",
      "1 created by api",
    ]);
  });
});

describe("a repair that comes late", () => {
  it("when the order was changed through the API meanwhile, then what is missing is filled in all the same", async () => {
    await server.restWorker();
    const born = new ObjectId();
    await server.orders.insertOne({ _id: born, customer_name: "Ada" });
    await server.api.change(born.toHexString(), { status: "shipped" });
    const { _id } = await server.api.create({ price: 10 });
    await server.orders.updateOne({ _id: new ObjectId(_id) }, { $set: { quantity: 4 } });
    await server.api.change(_id, { status: "shipped" });
    await server.wakeWorker();
    await until("the number", async () => (await server.api.get(born.toHexString())).order_number > 0);
    await until("the total", async () => (await server.api.get(_id)).total === 40);
    expect(brief(await storyOf(_id, 4))).toEqual([
      "3 updated by desk",
      "2 updated by api",
      "1 updated by outside",
      "1 created by api",
    ]);
  });

  it("when the order was changed again outside the API, then the later write stands", async () => {
    const _ids = Array.from({ length: 60 }, () => new ObjectId());
    for (const _id of _ids) {
      await server.orders.insertOne({ _id, customer_name: "Ada" });
      await server.orders.updateOne({ _id }, { $set: { status: "delivered", quantity: 2 } });
    }
    await until("all are completed", async () => {
      const left = await server.orders.countDocuments({ "last_write.by": { $ne: "desk" } });
      return left === 0;
    });
    expect(await server.orders.countDocuments({ status: "delivered", quantity: 2 })).toBe(60);
  });
});
