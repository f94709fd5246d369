// Orders that others wrote, with fields that the API would never store.
import { ALL_ORDERS, emptyCounts } from "@order-desk/contract";
import { ObjectId, type Document } from "mongodb";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openForRequests } from "../src/models/database.js";
import { orderModel } from "../src/models/Order.js";
import { newDatabaseName, startTestServer, withDatabase, type TestServer } from "./helpers/server.js";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  // It would mend them soon.
  await server.restWorker();
});
afterAll(async () => await server.stop());

/** Past the validator, as a restore from a dump writes. */
async function insert(fields: Document): Promise<string> {
  const _id = new ObjectId();
  await server.orders.insertOne({ _id, ...fields }, { bypassDocumentValidation: true });
  return _id.toHexString();
}

describe("a mistyped order", () => {
  it.each<[string, Document]>([
    ["a version of 1.5", { version: 1.5 }],
    ["a negative version", { version: -1 }],
    ["a version that is no number", { version: NaN }],
    ["a version that is text", { version: "3" }],
    ["an unknown status", { status: "lost" }],
    ["a list for a status", { status: ["shipped", "pending"] }],
    ["dates that are text", { created_at: "yesterday", updated_at: 5 }],
    ["a number for an address", { customer_email: 42, customer_name: null }],
  ])("when it has %s, then it is shown, and can be changed, deleted and restored", async (_what, fields) => {
    const id = await insert(fields);
    expect(await server.api.get(id)).toMatchObject({ version: 0, status: "pending" });
    const changed = await server.api.change(id, { customer_name: "$set", status: "shipped" });
    expect(changed).toMatchObject({ version: 1, customer_name: "$set", status: "shipped" });
    expect(await server.api.change(id, { quantity: 2 })).toMatchObject({ version: 2, quantity: 2 });
    await server.api.remove(id);
    expect(await server.api.restore(id)).toMatchObject({ version: 3 });
  });

  it("when a document's _id is no ObjectId, then pages, totals and counts leave it out", async () => {
    const uri = withDatabase(inject("mongodUri"), newDatabaseName());
    const database = openForRequests(uri);
    try {
      const foreign = database.db.collection<{ _id: string | ObjectId }>("orders");
      const _id = new ObjectId();
      const times = { created_at: new Date(), updated_at: new Date() };
      await foreign.insertMany([
        { _id: "a", ...times },
        { _id, ...times },
        { _id: "z", ...times },
      ] as never[]);
      const model = orderModel(database, "USD");
      for (const filter of [{}, { status: ["pending" as const] }]) {
        const query = { ...ALL_ORDERS, ...filter };
        const { orders, hasMore } = await model.findPage({ limit: 2, query });
        expect([orders.map((one) => one._id), hasMore]).toEqual([[_id.toHexString()], false]);
        expect(await model.count(filter, 10)).toBe(1);
      }
      expect((await model.countByStatus()).counts).toEqual({ ...emptyCounts(), pending: 1 });
    } finally {
      await database.client.close();
    }
  });
});
