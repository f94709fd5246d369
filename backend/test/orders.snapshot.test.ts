// All pages of a list as the orders were at one moment, which is what a file holds.
import { request, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { once } from "node:events";
import { ORDER_SORTS, type Order, type OrderQuery } from "@order-desk/contract";
import express from "express";
import { MongoServerError, ObjectId } from "mongodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openForRequests, type Database } from "../src/models/database.js";
import { orderModel } from "../src/models/Order.js";
import { toDocument } from "../src/models/orderDocument.js";
import { orderBatch } from "../src/models/orderBatch.js";
import { exportRouter } from "../src/routes/export.js";
import { toStoredTerms } from "../src/models/storedTerms.js";
import { withDeadline } from "../src/services/deadline.js";
import { exportService } from "../src/services/exportService.js";
import { startOwnMongod, type OwnMongod } from "./helpers/mongod.js";
import { startTestServer, type TestServer } from "./helpers/server.js";
import { until } from "./helpers/wait.js";

const COUNT = 1_200;
const PAGE = 100;

let mongod: OwnMongod;
let server: TestServer;
let database: Database;
beforeAll(async () => {
  mongod = await startOwnMongod();
  server = await startTestServer({ uri: mongod.uri });
  await server.restWorker();
  database = openForRequests(server.uri);
});
afterAll(async () => {
  await database.client.close();
  await server.stop();
  await mongod.remove();
});

const model = () => orderModel(database, "USD");

/** Orders of which all have the same keys but for their ids and numbers. */
async function store(product_name = "Lamp"): Promise<void> {
  const at = new Date(Date.now() - 3_600_000).toISOString();
  await database.orders.deleteMany({});
  await database.orders.insertMany(
    Array.from({ length: COUNT }, (_, index) => {
      const order: Order = {
        ...{ _id: new ObjectId().toHexString(), order_number: 1001 + index, version: 1 },
        ...{ customer_name: "Before", customer_email: "b@example.com", product_name },
        ...{ quantity: 1, price: 5, total: 5, currency: "USD", status: "pending" },
        ...{ created_at: at, updated_at: at },
      };
      return { ...toDocument(order), terms: toStoredTerms(order) };
    }),
  );
}

/** Each one goes where it was not read yet, or was already. */
const moveAll = async () =>
  await database.orders.updateMany({}, [
    {
      $set: {
        customer_name: "After",
        status: "delivered",
        updated_at: "$$NOW",
        "terms.customer": { $concat: [{ $toString: "$_id" }, "after"] },
        "terms.total": { $mod: ["$order_number", 10] },
      },
    },
  ]);

async function collect(pages: AsyncIterable<readonly Order[]>): Promise<Order[]> {
  const found: Order[] = [];
  for await (const page of pages) found.push(...page);
  return found;
}
const numbersOf = (orders: readonly Order[]) => orders.map(({ order_number }) => order_number).sort();
const ALL = Array.from({ length: COUNT }, (_, index) => 1001 + index).sort();

describe("while orders change", () => {
  it.each(ORDER_SORTS)(
    "when all move in the sequence by %s, then each comes once, as it was",
    async (sort) => {
      await store();
      const pages = model().pages({ query: { sort }, limit: PAGE });
      const first = (await pages.next()).value ?? [];
      await moveAll();
      const found = [...first, ...(await collect(pages))];
      expect(numbersOf(found)).toEqual(ALL);
      expect(new Set(found.map(({ customer_name }) => customer_name))).toEqual(new Set(["Before"]));
    },
  );
});

describe("the database's sessions", () => {
  /** Those that the driver has given out and not got back. */
  const open = () =>
    (database.client as unknown as { s: { activeSessions: Set<unknown> } }).s.activeSessions.size;

  it("when a file is read to its end, left in the middle or only asked about, then none stays open", async () => {
    await store();
    const service = exportService({ orders: model(), batch: orderBatch(database, "USD") });
    const begin = async () => (await service.begin({ columns: ["_id"], sort: "total" })).pages;
    expect(await collect(await begin())).toHaveLength(COUNT);
    for await (const page of await begin()) {
      expect(page.length).toBeGreaterThan(0);
      break;
    }
    const app = express().use(exportRouter(service)).listen(0, "127.0.0.1");
    try {
      await once(app, "listening");
      const { port } = app.address() as AddressInfo;
      expect((await fetch(`http://127.0.0.1:${port}/?sort=total`, { method: "HEAD" })).status).toBe(200);
    } finally {
      app.close();
    }
    expect(open()).toBe(0);
    await expect(withDeadline({ begin }, Promise.resolve(), 0).begin()).rejects.toThrow();
    await until("what came too late is closed", () => open() === 0);
  });
});

describe("when the moment is not kept any more", () => {
  beforeAll(async () => await keepHistoryFor(1));
  afterAll(async () => await keepHistoryFor(300));

  const keepHistoryFor = async (seconds: number) =>
    await database.client
      .db("admin")
      .command({ setParameter: 1, minSnapshotHistoryWindowInSeconds: seconds });

  /** Reads at a moment of now, until that can no longer be read. */
  async function untilForgotten(): Promise<void> {
    const session = database.client.startSession({ snapshot: true });
    const read = async () =>
      await database.orders.findOne({}, { session, readConcern: { level: "snapshot" } });
    await read();
    await until("the moment is forgotten", async () => {
      await database.counters.updateOne({ _id: "clock" }, { $inc: { next: 1 } }, { upsert: true });
      return await read().then(
        () => false,
        (error: unknown) => error instanceof MongoServerError && error.code === 239,
      );
    });
    await session.endSession();
  }

  const readOn = async (sort: OrderQuery["sort"]) => {
    await store();
    const pages = model().pages({ query: { sort }, limit: PAGE });
    const first = (await pages.next()).value ?? [];
    await untilForgotten();
    return [...first, ...(await collect(pages))];
  };

  it("and the sequence never changes, then the list goes on", async () => {
    expect(numbersOf(await readOn("-created_at"))).toEqual(ALL);
  });

  it("and orders may have moved, then the list ends with an error", async () => {
    await expect(readOn("total")).rejects.toMatchObject({ code: 239 });
  });

  it("and a file is being sent, then the connection is cut, and the log says why", async () => {
    // More than the kernel keeps for a client that does not read.
    await store("x".repeat(20_000));
    const client = request(`${server.url}/api/orders/export.csv?sort=total`).end();
    const [response] = (await once(client, "response")) as [IncomingMessage];
    await untilForgotten();
    await expect(response.toArray()).rejects.toMatchObject({ code: "ECONNRESET" });
    const id = response.headers["x-request-id"];
    await until("the line", () =>
      server.log.some((line) => line.includes("broke off") && line.includes(String(id))),
    );
    expect(server.log.some((line) => line.includes("A client went"))).toBe(false);
  });
});
