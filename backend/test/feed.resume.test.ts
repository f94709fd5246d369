import { ObjectId } from "mongodb";
import { afterEach, describe, expect, it } from "vitest";
import { newDatabaseName, startTestServer, type TestServer } from "./helpers/server.js";

const started: TestServer[] = [];
const start = async (database: string) => {
  const server = await startTestServer({ database });
  started.push(server);
  return server;
};
afterEach(async () => {
  await Promise.all(started.splice(0).map(async (server) => await server.stop()));
});

async function someChanges(server: TestServer): Promise<void> {
  const { _id } = await server.api.create();
  await server.api.change(_id, { quantity: 2 });
  await server.api.change(_id, { status: "shipped" });
  await server.api.remove(_id);
}

describe("a tab that comes back", () => {
  it("when it hands in its last cursor, then it gets exactly what it missed, in order", async () => {
    const server = await start(newDatabaseName());
    const watching = await server.connect();
    const away = await server.connect();
    await server.api.create();
    const cursor = (await away.heard(1))[0]?.meta.cursor;
    away.close();
    await someChanges(server);
    const all = await watching.heard(5);

    const back = await server.connect({ cursor });
    expect(back.standing()).toMatchObject({ state: "replayed", missed: 4 });
    expect(back.events).toEqual(all.slice(1));
    await server.api.create();
    expect((await back.heard(5)).map(({ type }) => type)).toEqual([
      "order-created",
      "order-updated",
      "order-updated",
      "order-deleted",
      "order-created",
    ]);
  });

  it("when it held the position of its feed-state, then it misses nothing either", async () => {
    const server = await start(newDatabaseName());
    const away = await server.connect();
    const cursor = away.standing()?.cursor;
    away.close();
    await someChanges(server);
    const back = await server.connect({ cursor });
    expect(back.standing()?.state).toBe("replayed");
    expect(back.events.map(({ type }) => type.slice(6))).toEqual([
      "created",
      "updated",
      "updated",
      "deleted",
    ]);
  });

  it("when it missed more than 500 changes, then it is told to fetch again, and goes on from there", async () => {
    const server = await start(newDatabaseName());
    // It would complete each of them with a change of its own.
    await server.restWorker();
    const away = await server.connect();
    const cursor = away.standing()?.cursor;
    away.close();
    const watching = await server.connect();
    const insert = async (length: number) =>
      await server.orders.insertMany(Array.from({ length }, () => ({ _id: new ObjectId() })));
    await insert(500);
    await watching.heard(500);
    const just = await server.connect({ cursor });
    expect(just.standing()).toMatchObject({ state: "replayed", missed: 500 });
    await insert(1);
    await watching.heard(501);
    const back = await server.connect({ cursor });
    expect([back.standing()?.state, back.events]).toEqual(["refetch", []]);
    await server.api.create();
    await back.heard(1);
  });

  it("when nothing happened meanwhile, then it missed nothing", async () => {
    const server = await start(newDatabaseName());
    const away = await server.connect();
    await server.api.create();
    const cursor = (await away.heard(1))[0]?.meta.cursor;
    away.close();
    const back = await server.connect({ cursor });
    expect(back.standing()).toMatchObject({ state: "replayed", missed: 0 });
    expect(back.events).toEqual([]);
  });

  it("when it comes to another backend or to one that was restarted, then its cursor is still known", async () => {
    const database = newDatabaseName();
    const first = await start(database);
    const tab = await first.connect();
    await first.api.create();
    const cursor = (await tab.heard(1))[0]?.meta.cursor;
    const position = tab.standing()?.cursor;
    await someChanges(first);
    const all = await tab.heard(5);
    const other = await start(database);
    expect((await other.connect({ cursor })).events).toEqual(all.slice(1));
    await first.stop();
    started.splice(started.indexOf(first), 1);
    const restarted = await start(database);
    const back = await restarted.connect({ cursor });
    expect(back.standing()).toMatchObject({ state: "replayed", missed: 4 });
    expect(back.events).toEqual(all.slice(1));
    const early = await restarted.connect({ cursor: position });
    expect(early.standing()?.state).toBe("replayed");
    expect(early.events).toEqual(all);
  });

  it.each([
    ["nonsense", "not-a-cursor"],
    ["empty", ""],
    ["a number", 5],
    ["an object", { $gt: "" }],
    ["too long", "8".repeat(2_000)],
    ["in small letters", "8269abcdef000000012b0429296e1404"],
    ["from before the ring", "82000000010000000129"],
    ["from the future", "82FFFFFFFF0000000129"],
    ["beyond any token", "F".repeat(60)],
  ])("when its cursor is %s, then it is told to fetch again", async (_, cursor) => {
    const server = await start(newDatabaseName());
    await server.api.create();
    const tab = await server.connect({ cursor });
    expect(tab.standing()).toMatchObject({ state: "refetch" });
    expect(tab.events).toEqual([]);
    await server.api.create();
    await tab.heard(1);
  });
});

describe("the collection is dropped", () => {
  it("when that happens, then tabs are told to fetch again and everything works as before, with images", async () => {
    const server = await start(newDatabaseName());
    const tab = await server.connect();
    await server.api.create({ customer_name: "Lost" });
    const cursor = (await tab.heard(1))[0]?.meta.cursor;
    await server.orders.drop();
    await tab.state("refetch");
    tab.events.length = 0;

    const { _id } = await server.api.create({ status: "pending" });
    await server.api.change(_id, { status: "shipped" });
    await server.api.remove(_id);
    const [, updated, deleted] = await tab.heard(3);
    expect(updated?.meta.changed).toContain("status");
    expect(updated?.meta.changed).not.toContain("customer_name");
    expect(deleted?.order).toMatchObject({ order_number: expect.any(Number) as number });
    expect(deleted?.meta.version).toBe(2);
    expect((await server.connect({ cursor })).standing()?.state).toBe("refetch");

    const [options] = await server.db.listCollections({ name: "orders" }).toArray();
    expect(options).toMatchObject({ options: { changeStreamPreAndPostImages: { enabled: true } } });
    expect(await server.orders.indexes()).toHaveLength(9);
  });
});
