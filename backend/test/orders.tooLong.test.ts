// Questions that take the database too long: nobody's goes on for longer than somebody waits for its answer.
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createOrderBody, ORDER_SORTS, parseParameters, type Problem } from "@order-desk/contract";
import express from "express";
import type { Document } from "mongodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { problemHandler } from "../src/middleware/problem.js";
import { NEXT_PAGE_MAX_MS, openForRequests, QUESTION_MAX_MS, type Database } from "../src/models/database.js";
import { orderModel } from "../src/models/Order.js";
import { newMark } from "../src/models/orderDocument.js";
import { REQUEST_DEADLINE_MS } from "../src/services/deadline.js";
import { toNewFields } from "../src/services/orderRules.js";
import { startTestServer, type TestServer } from "./helpers/server.js";

/** More than can be looked at within a millisecond. */
const MANY = 20_000;
/** Half of them are the one, half the other: none is both, and no index knows it. */
const COSTLY = "status=pending&currency=EUR";

let server: TestServer;
let database: Database;
beforeAll(async () => {
  server = await startTestServer();
  database = openForRequests(server.uri);
  const model = orderModel(database, "USD");
  const fields = { customer_name: "A", customer_email: "a@example.com", product_name: "P" };
  const halves = [
    { ...fields, currency: "USD", status: "pending" },
    { ...fields, currency: "EUR", status: "shipped" },
  ].map((body) => toNewFields(createOrderBody.parse(body), "USD"));
  await model.insertMany(
    Array.from({ length: MANY }, (_, index) =>
      model.newDocument({ order_number: 1_000_001 + index, ...halves[index % 2]! }, newMark("api")),
    ),
  );
});
afterAll(async () => {
  await database.client.close();
  await server.stop();
});

/** What the database was asked meanwhile, in the sequence in which it was. */
async function commandsDuring(work: () => Promise<unknown>): Promise<Document[]> {
  await server.db.command({ profile: 2 });
  await work();
  await server.db.command({ profile: 0 });
  const seen = await server.db.collection("system.profile").find().sort({ ts: 1 }).toArray();
  await server.db.collection("system.profile").drop();
  return seen.map(({ command }) => command as Document);
}

describe("the time that a question is given", () => {
  it.each(ORDER_SORTS)(
    "when a list is asked for by %s, then it ends before the request does, all statuses together",
    async (sort) => {
      const path = `/api/orders?currency=CHF&sort=${sort}`;
      const commands = await commandsDuring(async () => await server.api.send("GET", path));
      const asked = commands.filter(({ find, count }) => find === "orders" || count === "orders");
      expect(asked.length).toBeGreaterThan(1);
      for (const { maxTimeMS } of asked) {
        expect(maxTimeMS).toBeGreaterThan(0);
        expect(maxTimeMS).toBeLessThanOrEqual(QUESTION_MAX_MS);
      }
      expect(QUESTION_MAX_MS).toBeLessThan(REQUEST_DEADLINE_MS);
    },
  );

  it("when a file is asked for, then only its first page has to be there so soon", async () => {
    const path = `${server.url}/api/orders/export.csv`;
    const commands = await commandsDuring(async () => await (await fetch(path)).text());
    const given = commands
      .filter(({ find }) => find === "orders")
      .map(({ maxTimeMS }) => maxTimeMS as number);
    expect(given.length).toBe(Math.ceil((MANY + 1) / 501));
    expect(given[0]).toBeLessThanOrEqual(QUESTION_MAX_MS);
    expect(Math.min(...given.slice(1))).toBeGreaterThan(REQUEST_DEADLINE_MS);
    expect(Math.max(...given)).toBeLessThanOrEqual(NEXT_PAGE_MAX_MS);
  });
});

describe("when it is over", () => {
  it("then the answer is 503, which says so, and the connection goes on", async () => {
    const model = orderModel(database, "USD");
    const query = parseParameters(new URLSearchParams(COSTLY));
    const app = express().get("/", async () => await model.findPage({ query, limit: 50, maxTimeMs: 1 }));
    app.use(problemHandler);
    const listening = createServer(app).listen(0, "127.0.0.1");
    await once(listening, "listening");
    const { port } = listening.address() as AddressInfo;
    const response = await fetch(`http://127.0.0.1:${port}`);
    listening.close();
    const problem = (await response.json()) as Problem;
    expect(problem).toMatchObject({ status: 503, code: "database_unavailable" });
    expect(problem.detail).toMatch(/too long.*Ask for less/);
    expect((await model.findPage({ query, limit: 50 })).orders).toEqual([]);
  });
});
