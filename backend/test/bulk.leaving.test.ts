// Jobs on which no backend works, so that each step is made here: orders that no longer match, and mails that take long.
import type { JobRow } from "@order-desk/contract";
import { sampleOrder } from "@order-desk/contract/samples";
import { ObjectId } from "mongodb";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openForRequests, type Database } from "../src/models/database.js";
import { jobModel } from "../src/models/Job.js";
import { orderBatch } from "../src/models/orderBatch.js";
import { orderImports } from "../src/models/orderImports.js";
import { bulkService } from "../src/services/bulkService.js";
import { jobAcceptance } from "../src/services/jobAcceptance.js";
import { JobPace } from "../src/services/jobPace.js";
import { jobRunner } from "../src/services/jobRunner.js";
import { jobSteps } from "../src/services/jobSteps.js";
import { orderNumbers } from "../src/services/orderNumbers.js";
import { loggerInto, startTestServer, type TestServer } from "./helpers/server.js";
import { until } from "./helpers/wait.js";

let one: TestServer;
let database: Database;
beforeAll(async () => {
  one = await startTestServer();
  database = openForRequests(one.uri);
});
afterAll(async () => {
  await database.client.close();
  await one.stop();
});

function desk(database: Database) {
  const jobs = jobModel(database);
  const batch = orderBatch(database, "USD");
  const mails = { endWait: async () => await Promise.resolve() };
  const onAccepted = () => undefined;
  const accept = jobAcceptance({ jobs, onAccepted });
  const service = bulkService({ jobs, batch, accept, mails, undoSeconds: 0, onAccepted });
  const numbers = orderNumbers({
    reserve: async () => await Promise.reject(new Error("no number is needed")),
    giveBack: async () => await Promise.resolve(),
    skipTaken: async () => await Promise.resolve(),
  });
  const imported = { imports: orderImports(database), numbers };
  const pace = new JobPace(new AbortController().signal);
  return {
    ...{ jobs, batch, imported, service },
    step: jobSteps({ jobs, batch, imported, leaseMs: 60_000, pace }),
  };
}

it("when a chunk was begun, then what of it still waits is among the waiting rows", async () => {
  const rowOf = (outcome: JobRow["outcome"]): JobRow => ({
    ...{ order_id: new ObjectId().toHexString(), order_number: null, outcome, reason: null },
  });
  const rows = [rowOf("changed"), rowOf("waiting")];
  const ids = rows.map(({ order_id }) => order_id);
  await database.jobChunks.insertOne({ _id: new ObjectId(), set: "begun", n: 0, ids, rows } as never);
  const { readChunks } = jobModel(database);
  const foundBy = async (outcome: JobRow["outcome"]) => {
    const chunks = [];
    for await (const { n } of readChunks("begun", 0, outcome)) chunks.push(n);
    return chunks;
  };
  expect([await foundBy("waiting"), await foundBy("changed"), await foundBy("failed")]).toEqual([
    [0],
    [0],
    [],
  ]);
});

it("when an order was changed since a job looked at it, then it is not deleted", async () => {
  const [moved, meant] = [await one.api.create(), await one.api.create()];
  await one.api.change(moved._id, { status: "shipped" });
  const mark = () => ({ id: new ObjectId(), by: "api" as const });
  const removals = [moved, meant].map((current) => ({ current, mark: mark() }));
  expect(await orderBatch(database, "USD").removeMany(removals)).toBe(1);
  expect(await one.api.get(moved._id)).toMatchObject({ status: "shipped" });
});

it("when others take an order out of the query, then it is left as it is, also where the query has an empty text", async () => {
  const fields = { ...sampleOrder(1), customer_name: "Leaving", status: "pending" } as const;
  const [left, meant] = [await one.api.create(fields), await one.api.create(fields)];
  await one.halt();
  const { jobs, service, step } = desk(database);
  const query = { q: undefined, customer_email: left.customer_email, status: ["pending" as const] };
  const asked = { query, action: "delete", dry_run: false } as const;
  const { job } = await service.accept(asked as never, "api", undefined);
  await one.orders.updateOne({ _id: new ObjectId(left._id) }, { $set: { status: "shipped", version: 2 } });

  expect(await step((await jobs.claim("this test", 60_000))!)).toMatchObject({
    state: "done",
    changed: 1,
    failed: 1,
  });
  const { rows } = await service.rows(job._id, { limit: 10, outcome: "failed" } as never);
  expect(rows).toMatchObject([{ order_id: left._id, reason: "no longer matches" }]);
  const there = await one.orders.distinct("_id", {
    _id: { $in: [left, meant].map(({ _id }) => new ObjectId(_id)) },
  });
  expect(there.map(String)).toEqual([left._id]);
});

it("when it takes long to look at the mails of a job that has ended, then the job is free, and the next one is done", async () => {
  const other = openForRequests(one.uri.replace(/\/test_/, "/test_mails_"));
  const { jobs, batch, imported } = desk(other);
  let looked: () => void = () => undefined;
  const isLooked = new Promise<void>((resolve) => (looked = resolve));
  const mails = { endWait: async () => await isLooked };
  const begun = Promise.resolve();
  const runner = jobRunner({ jobs, batch, imported, mails, logger: loggerInto([]), begun });
  try {
    for (const fingerprint of ["first", "second"])
      await jobs.create({
        ...{ _id: new ObjectId(), kind: "status", status: "shipped", by: "dashboard", fingerprint },
        ...{ undo_seconds: 60, ids: [new ObjectId().toHexString()] },
      });
    runner.wake();
    const ended = { state: "done" as const, owner: null };
    await until("both are done", async () => (await other.jobs.countDocuments(ended)) === 2);
  } finally {
    looked();
    await runner.stop();
    await other.db.dropDatabase();
    await other.client.close();
  }
});
