// A job whose database does not answer once.
import type { BulkJob } from "@order-desk/contract";
import { MongoMemoryReplSet } from "mongodb-memory-server-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { JOBS_APP_NAME } from "../src/models/database.js";
import { REPLICA_SET } from "../src/models/replicaSet.js";
import { mongodBinary } from "./helpers/mongod.js";
import { startTestServer, type TestServer } from "./helpers/server.js";
import { IN_DASHBOARD } from "./helpers/undo.js";
import { until } from "./helpers/wait.js";

let mongo: MongoMemoryReplSet;
let server: TestServer;
beforeAll(async () => {
  const { path: systemBinary, version } = await mongodBinary();
  mongo = await MongoMemoryReplSet.create({
    binary: { systemBinary, version },
    replSet: { name: REPLICA_SET, storageEngine: "wiredTiger" },
    instanceOpts: [{ args: ["--setParameter", "enableTestCommands=1"] }],
  });
  server = await startTestServer({ uri: mongo.getUri("test") });
}, 60_000);
afterAll(async () => {
  await server.stop();
  await mongo.stop();
});

describe("an answer of the database that never comes", () => {
  it("when a job waits for it, then the job goes on all the same, and does all once", async () => {
    const orders = [await server.api.create(), await server.api.create(), await server.api.create()];
    const ids = orders.map(({ _id }) => _id);
    await server.db.admin().command({
      configureFailPoint: "failCommand",
      // The driver asks once more by itself, and is not answered either.
      mode: { times: 2 },
      data: {
        ...{ failCommands: ["update"], appName: JOBS_APP_NAME },
        ...{ blockConnection: true, blockTimeMS: 120_000 },
      },
    });
    const begunAt = performance.now();
    const json = { ids, action: "status", status: "shipped" };
    const { _id } = (await server.api.send("POST", "/api/orders/bulk", { json, headers: IN_DASHBOARD }))
      .body as BulkJob;
    const ended = await until(
      "the job's end",
      async () => {
        const job = (await server.api.send("GET", `/api/orders/bulk/${_id}`)).body as BulkJob;
        return job.state === "done" && job;
      },
      40_000,
    );
    expect(performance.now() - begunAt, "it waited for both in vain").toBeGreaterThan(15_000);
    expect(ended).toMatchObject({ changed: 3, failed: 0 });
    for (const id of ids) expect(await server.api.get(id)).toMatchObject({ status: "shipped", version: 2 });
  }, 60_000);
});
