// Databases as they are found: made by an older version, filled by others, with users who may do little.
import { Long, MongoClient, ObjectId, type Document } from "mongodb";
import { MongoMemoryReplSet } from "mongodb-memory-server-core";
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from "vitest";
import { mongodBinary } from "./helpers/mongod.js";
import { freePort } from "./helpers/ports.js";
import { newDatabaseName, startTestServer, withDatabase, type TestServerOptions } from "./helpers/server.js";

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function clientOf(uri: string): Promise<MongoClient> {
  const client = await new MongoClient(uri).connect();
  cleanups.push(async () => await client.close());
  return client;
}

async function start(options: TestServerOptions) {
  const server = await startTestServer(options);
  cleanups.push(server.stop);
  return server;
}

describe("a transaction that somebody left open on the orders", () => {
  it("when a backend starts beside it, then it is ready at once and holds up no write", async () => {
    const database = newDatabaseName();
    const first = await start({ database });
    const client = await clientOf(withDatabase(inject("mongodUri"), database));
    const session = client.startSession();
    cleanups.push(async () => await session.endSession());
    session.startTransaction();
    await client.db().collection("orders").insertOne({ quantity: 1 }, { session });

    await start({ database });
    const created = await first.api.create();
    expect(created.version).toBe(1);
    await session.abortTransaction();
  }, 20_000);
});

describe("order numbers of others", () => {
  const found: [string, Document[], number][] = [
    [
      "text, null, infinity and huge numbers",
      ["A-1", null, null, Infinity, Long.MAX_VALUE, -5, NaN].map(numbered),
      1001,
    ],
    ["a number of ours among them", [4_711, "9999999", Infinity].map(numbered), 4_712],
    ["a number with a fraction", [2_000.5].map(numbered), 2_001],
  ];
  function numbered(order_number: unknown): Document {
    return { _id: new ObjectId(), order_number };
  }

  it.each(found)(
    "when the orders have %s, then new ones are counted on from ours",
    async (_what, orders, next) => {
      const database = newDatabaseName();
      const client = await clientOf(withDatabase(inject("mongodUri"), database));
      const collection = client.db().collection("orders");
      // As a version before this one made it.
      const index = { unique: true, partialFilterExpression: { order_number: { $type: "bool" } } };
      await collection.createIndex({ order_number: 1 }, index, {});
      await collection.insertMany(orders);

      const server = await start({ database });
      const made = [await server.api.create(), await server.api.create()];
      const [first = 0, second = 0] = made.map(({ order_number }) => order_number);
      // Those that were there without a number get one too, meanwhile.
      expect(first).toBeGreaterThanOrEqual(next);
      expect(second).toBeGreaterThan(first);
      expect(second).toBeLessThanOrEqual(next + 1 + orders.length);
      await collection.insertMany([numbered(null), numbered(null), numbered("A-1")], {
        bypassDocumentValidation: true,
      });
      const indexes = (await collection.indexes()).filter(({ key }) => "order_number" in key);
      expect(indexes.map(({ name, unique }) => [name, unique])).toEqual([["order_number", true]]);
      await expect(collection.insertOne(numbered(second))).rejects.toThrow(/E11000/);
    },
  );
});

describe("a user who may do little", () => {
  let set: MongoMemoryReplSet;
  const uriAs = (user: string, database: string) =>
    `mongodb://${user}@${new URL(set.getUri()).host}/${database}?replicaSet=${set.replSetOpts.name}&authSource=admin`;
  beforeAll(async () => {
    const { path, version } = await mongodBinary();
    const auth = { enable: true, customRootName: "root", customRootPwd: "root" };
    set = await MongoMemoryReplSet.create({
      replSet: { count: 1, name: "rs0", storageEngine: "wiredTiger", auth },
      instanceOpts: [{ port: await freePort() }],
      binary: { systemBinary: path, version },
    });
    const root = await new MongoClient(uriAs("root:root", "admin")).connect();
    await root.db().command({ createUser: "clerk", pwd: "clerk", roles: ["readWriteAnyDatabase"] });
    await root.close();
  }, 60_000);
  afterAll(async () => await set.stop());

  it("when the database is new, then readWrite is enough, also for the starts that follow", async () => {
    const database = newDatabaseName();
    for (const customer_name of ["First", "Second"]) {
      const server = await startTestServer({ uri: uriAs("clerk:clerk", database), database });
      await server.api.create({ customer_name });
      await server.stop();
    }
  });

  it("when orders were there before, then it says which right is missing", async () => {
    const uri = uriAs("clerk:clerk", newDatabaseName());
    await (await clientOf(uri)).db().collection("orders").insertOne({ customer_name: "Old" });
    await expect(startTestServer({ uri, database: new URL(uri).pathname.slice(1) })).rejects.toThrow(
      /may not do what is needed: grant it readWrite.*dbAdmin/,
    );
  });

  it("when the password is wrong, then it says so", async () => {
    const database = newDatabaseName();
    await expect(startTestServer({ uri: uriAs("clerk:wrong", database), database })).rejects.toThrow(
      /does not accept the user or the password/,
    );
  });
});
