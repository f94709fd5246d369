import type { Health } from "@order-desk/contract";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { newOrder } from "./helpers/api.js";
import { startOn, startOwnMongod, type OwnMongod } from "./helpers/mongod.js";
import { startTestServer, type TestServer } from "./helpers/server.js";
import { until } from "./helpers/wait.js";

let mongod: OwnMongod;
let server: TestServer;
beforeAll(async () => {
  mongod = await startOwnMongod();
  server = await startTestServer({ uri: mongod.uri });
});
afterEach(() => mongod.thaw());
afterAll(async () => {
  // The last test has stopped the server, unless it failed before.
  await server.stop().catch(() => undefined);
  await mongod.remove();
});

const health = async () => (await server.api.send("GET", "/health/ready")).body as Health;

/** Each answer with the time that it took. */
async function timed(method: string, path: string, json?: object) {
  const startedAt = Date.now();
  const problem = await server.api.problem(method, path, json && { json });
  return { ...problem, ms: Date.now() - startedAt };
}

describe("the database stops answering", () => {
  it("when that is so, then each request gets 503 in time, the screens are told, and all recovers by itself", async () => {
    const tab = await server.connect();
    const order = await server.api.create({ customer_name: "Before" });
    const path = `/api/orders/${order._id}`;
    expect(await health()).toMatchObject({ status: "ready", database: "up", feed: { state: "live" } });

    await mongod.freeze();
    const answers = await Promise.all([
      timed("GET", "/api/orders"),
      timed("GET", path),
      timed("POST", "/api/orders", newOrder({ customer_name: "Away" })),
      timed("PUT", path, { quantity: 2 }),
      timed("DELETE", path),
    ]);
    for (const answer of answers) {
      expect([answer.status, answer.code]).toEqual([503, "database_unavailable"]);
      expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
      expect(answer.ms).toBeLessThan(5_500);
    }
    // More than there are connections.
    const flood = await Promise.all(
      Array.from({ length: 150 }, async () => await server.api.problem("GET", path)),
    );
    expect(new Set(flood.map(({ code }) => code))).toEqual(new Set(["database_unavailable"]));
    // What is wrong with the request itself is said all the same.
    expect((await timed("POST", "/api/orders", {})).status).toBe(422);
    expect((await server.api.send("GET", "/health/live")).status).toBe(200);
    const stale = await tab.state("stale");
    expect(stale.lag_ms).toBeGreaterThan(4_000);
    const slow = tab.states.filter(({ state }) => state === "live").map(({ lag_ms }) => lag_ms ?? 0);
    expect(slow.filter((ms) => ms > 1_000 && ms < 4_500).length).toBeGreaterThanOrEqual(2);
    const down = await server.api.send("GET", "/health/ready");
    expect(down.status).toBe(503);
    const state = { status: "unready", database: "down", feed: { state: "stale" }, mail: { waiting: null } };
    expect(down.body).toMatchObject(state);
    const late = await server.connect({ waitForState: false });
    await until("a new tab hears that too", () => late.states.some((one) => one.state === "stale"));

    mongod.thaw();
    await until("it is ready again", async () => (await health()).status === "ready", 15_000);
    await until("the tab is live again", () => tab.states.at(-1)?.state === "live");
    await until("it is told that the delay is over", () => (tab.states.at(-1)?.lag_ms ?? Infinity) <= 1_000);
    const after = await server.api.create({ customer_name: "After" });
    await until("the tab hears of it", () => tab.events.some(({ order: one }) => one._id === after._id));
    expect(server.log.join("")).not.toMatch(/test@example\.com/);
  }, 60_000);

  it("when it is over, then every write was done whole or not at all, and a replayed key made one order", async () => {
    const request = { json: newOrder({ customer_name: "Once" }), headers: { "Idempotency-Key": "away" } };
    await mongod.freeze();
    expect((await server.api.problem("POST", "/api/orders", request)).status).toBe(503);
    mongod.thaw();
    const answer = await until("an answer", async () => {
      const again = await server.api.send("POST", "/api/orders", request);
      return again.status === 201 && again;
    });
    expect(answer.body).toMatchObject({ customer_name: "Once" });
    expect(await server.orders.countDocuments({ customer_name: "Once" })).toBe(1);
    // 503 means: the outcome is unknown. Never more than once, never half.
    expect(await server.orders.countDocuments({ customer_name: "Away" })).toBeLessThanOrEqual(1);
    const all = await server.orders.find().toArray();
    for (const one of all)
      expect(one).toMatchObject({ version: expect.any(Number) as number, currency: "USD" });
    const numbers = all.map((one) => one.order_number as number);
    expect(new Set(numbers).size).toBe(numbers.length);
    await server.api.list("?limit=200");
  }, 60_000);

  it("when orders waited behind a hanging write, then they are not written after their 503", async () => {
    const names = Array.from({ length: 5 }, (_, n) => `Waiting ${n}`);
    await mongod.freeze();
    const problems = await Promise.all(
      names.map(async (customer_name) => await timed("POST", "/api/orders", newOrder({ customer_name }))),
    );
    expect(problems.map(({ status }) => status)).toEqual(names.map(() => 503));
    mongod.thaw();
    await until("it works again", async () => {
      const { status } = await server.api.send("POST", "/api/orders", { json: newOrder() });
      return status === 201;
    });
    // The first was on its way already; nobody can call it back.
    const written = await server.orders.distinct("customer_name", { customer_name: /^Waiting/ });
    expect(written.filter((name) => name !== "Waiting 0")).toEqual([]);
  }, 60_000);

  it("when it dies and comes back, then 503 meanwhile, and tabs get what they missed", async () => {
    const tab = await server.connect();
    const before = await server.api.create({ customer_name: "Before the crash" });
    await mongod.stop();
    for (const json of [newOrder(), newOrder()]) {
      const answer = await timed("POST", "/api/orders", json);
      expect([answer.status, answer.code]).toEqual([503, "database_unavailable"]);
      expect(answer.ms).toBeLessThan(5_500);
    }
    const again = await startOn(mongod.dataDir);
    try {
      expect(again.uri).toBe(mongod.uri);
      await until("ready again", async () => (await health()).status === "ready", 20_000);
      expect(await server.api.get(before._id)).toEqual(before);
      const after = await server.api.create({ customer_name: "After the crash" });
      await until("the tab hears", () => tab.events.some(({ order }) => order._id === after._id));
      expect(after.order_number).toBeGreaterThan(before.order_number);
    } finally {
      await server.stop();
      await again.stop();
    }
  }, 60_000);
});
