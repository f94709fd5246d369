import { ObjectId } from "mongodb";
import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import { openForWatcher, type Database } from "../src/models/database.js";
import { watcherModel } from "../src/models/Watcher.js";
import { leadership, type Work } from "../src/services/leadership.js";
import {
  loggerInto,
  newDatabaseName,
  startTestServer,
  withDatabase,
  type TestServer,
} from "./helpers/server.js";
import { until } from "./helpers/wait.js";

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

describe("leadership", () => {
  // Long enough that a busy machine does not lose it by itself.
  const LEASE_MS = 1_500;
  let database: Database;
  beforeEach(async () => {
    database = openForWatcher(withDatabase(inject("mongodUri"), newDatabaseName()));
    cleanups.push(async () => await database.client.close());
    await watcherModel(database).begin("work", "8200");
  });

  function candidate(watchers = watcherModel(database)) {
    const seen = { begun: 0, ended: [] as boolean[] };
    const begin = (): Work => {
      seen.begun += 1;
      return {
        lagMs: () => 5,
        stop: async (isLeader) => {
          seen.ended.push(isLeader);
          await Promise.resolve();
        },
      };
    };
    const options = {
      name: "work",
      logger: loggerInto([]),
      begun: Promise.resolve(),
      leaseMs: LEASE_MS,
      lookEveryMs: 20,
    };
    const leader = leadership({ watchers, ...options }, begin);
    cleanups.push(async () => await leader.stop());
    return { ...leader, seen };
  }

  it("when many want to lead, then one does, for as long as it renews", async () => {
    const all = Array.from({ length: 5 }, () => candidate());
    await until("one leads", () => all.some(({ isLeader }) => isLeader()));
    const started = Date.now();
    await until("some leases have gone by", () => {
      expect(all.filter(({ isLeader }) => isLeader())).toHaveLength(1);
      return Date.now() - started > 2 * LEASE_MS;
    });
    expect(all.map(({ seen }) => seen.begun).reduce((sum, begun) => sum + begun)).toBe(1);
  });

  it("when the leader stops, then the next one begins within a second", async () => {
    const first = candidate();
    await until("it leads", () => first.isLeader());
    const second = candidate();
    await first.stop();
    const stoppedAt = Date.now();
    await until("the next leads", () => second.isLeader());
    expect(Date.now() - stoppedAt).toBeLessThan(1_000);
    expect(first.seen.ended).toEqual([true]);
  });

  it("when the leader no longer reaches the lease, then it ends its work, and another begins after the lease", async () => {
    const real = watcherModel(database);
    let isCut = false;
    const unlessCut = async <T>(ask: () => Promise<T>) =>
      isCut ? await Promise.reject(new Error("cut")) : await ask();
    const first = candidate({
      ...real,
      acquire: async (...given) => await unlessCut(async () => await real.acquire(...given)),
      renew: async (...given) => await unlessCut(async () => await real.renew(...given)),
    });
    await until("it leads", () => first.isLeader());
    isCut = true;
    const second = candidate();
    await until("the next leads", () => second.isLeader());
    await until("the first knows", () => !first.isLeader());
    expect(first.seen.ended).toEqual([false]);
  });

  it("when it has lost its lease, then it stores nothing", async () => {
    const watchers = watcherModel(database);
    expect(await watchers.acquire("work", "one", 60_000)).toBe(true);
    expect(await watchers.acquire("work", "other", 60_000)).toBe(false);
    await watchers.release("work", "one");
    expect(await watchers.acquire("work", "other", 60_000)).toBe(true);
    expect(await watchers.store("work", "one", "8201")).toBe(false);
    expect(await watchers.store("work", "other", "8202")).toBe(true);
    expect(await watchers.load("work")).toBe("8202");
  });
});

describe("history that was lost", () => {
  async function start(database: string): Promise<TestServer> {
    const server = await startTestServer({ database });
    cleanups.push(async () => await server.stop());
    return server;
  }
  const logged = async ({ api }: TestServer, id: string, length: number) =>
    await until("the log", async () => {
      const entries = await api.story(id);
      return entries.length >= length && entries;
    });

  it("when orders were made, changed and deleted meanwhile, then log and mails are caught up, once", async () => {
    const name = newDatabaseName();
    const first = await start(name);
    const tab = await first.connect();
    const changed = await first.api.create();
    const [event] = await tab.heard(1);
    const gone = await first.api.create();
    const outside = await first.api.create();
    const same = await first.api.create();
    for (const { _id } of [changed, gone, outside, same]) await logged(first, _id, 1);
    await first.restWorker();
    // What happens now is seen by no worker.
    await first.api.change(changed._id, { status: "processing" });
    await first.api.change(changed._id, { status: "shipped" });
    await first.api.change(gone._id, { status: "cancelled" });
    await first.api.remove(gone._id);
    await first.orders.updateOne({ _id: new ObjectId(outside._id) }, { $set: { status: "delivered" } });
    const born = await first.api.create();
    await first.api.change(born._id, { status: "shipped" });
    // The same event, but of long ago.
    const cursor = event!.meta.cursor.replace(/^82.{8}/, "8200000001");
    await first.wakeWorker({ cursor });
    const mails = first.db.collection("mails");
    await until("it has caught up", async () => (await mails.countDocuments()) >= 5);
    await logged(first, born._id, 1);
    const told = async (id: string) =>
      (await mails.find({ order_id: id }).sort({ cursor: 1, _id: 1 }).toArray()).map(
        ({ from_status, to_status }) => `${String(from_status)} ${String(to_status)}`,
      );
    expect(await told(changed._id)).toEqual(["pending processing", "processing shipped"]);
    expect(await told(gone._id)).toEqual(["pending cancelled"]);
    expect(await told(outside._id)).toEqual(["pending delivered"]);
    expect(await told(born._id)).toEqual(["pending shipped"]);
    expect(await told(same._id)).toEqual([]);
    expect((await logged(first, gone._id, 2))[0]?.kind).toBe("deleted");
    expect((await logged(first, changed._id, 2))[0]).toMatchObject({
      kind: "reconciled",
      changes: [{ field: "status", from: "pending", to: "shipped" }],
      mails: [{}, {}],
    });
    await until("health says it", async () => {
      const { body } = await first.api.send("GET", "/health/ready");
      return (body as { worker: { history_lost_at: string | null } }).worker.history_lost_at !== null;
    });

    // It goes on from there, and nothing comes twice.
    await first.api.change(same._id, { status: "shipped" });
    await until("the next mail", async () => (await told(same._id)).length === 1);
    expect(await mails.countDocuments()).toBe(6);
  });
});

describe("a place that is gone", () => {
  it("when the database is dropped under the running product, then the work begins again and misses nothing", async () => {
    const server = await startTestServer();
    cleanups.push(async () => await server.stop());
    await server.api.create();
    await server.db.dropDatabase();
    const { _id } = await until("orders can be made again", async () => {
      const answer = await server.api.send("POST", "/api/orders", {
        json: { customer_name: "Ada", customer_email: "ada@example.com", product_name: "Lamp" },
      });
      return answer.status === 201 && (answer.body as { _id: string });
    });
    await server.api.change(_id, { status: "shipped" });
    await until(
      "the mail",
      async () => (await server.db.collection("mails").countDocuments({ order_id: _id })) === 1,
      30_000,
    );
    await until("the story", async () => (await server.api.story(_id)).length > 0);
  }, 60_000);
});
