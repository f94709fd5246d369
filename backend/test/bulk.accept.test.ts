// Accepting jobs: just what was confirmed, and never behind the client's back.
import type { BulkForecast, BulkJob } from "@order-desk/contract";
import { MongoNetworkError, ObjectId } from "mongodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openForRequests, type Database } from "../src/models/database.js";
import { jobModel, type JobModel } from "../src/models/Job.js";
import { withDeadline } from "../src/services/deadline.js";
import { jobAcceptance } from "../src/services/jobAcceptance.js";
import { startTestServer, type TestServer } from "./helpers/server.js";
import { until } from "./helpers/wait.js";

const PATH = "/api/orders/bulk";

let one: TestServer;
let database: Database;
let jobs: JobModel;
beforeAll(async () => {
  one = await startTestServer();
  database = openForRequests(one.uri);
  jobs = jobModel(database);
});
afterAll(async () => {
  await database.client.close();
  await one.stop();
});

const post = async (json: object) => await one.api.send("POST", PATH, { json });
const create = async (count: number, fields: object = {}) =>
  await Promise.all(Array.from({ length: count }, async () => await one.api.create(fields)));
const nobodies = (count: number) => Array.from({ length: count }, () => new ObjectId().toHexString());
const done = async (id: string) =>
  await until("it is done", async () => {
    const job = (await one.api.send("GET", `${PATH}/${id}`)).body as BulkJob;
    return job.state === "done" && job;
  });

describe("what was confirmed", () => {
  it("when an order is of a later time than the dry run, then both that and the job have it", async () => {
    const orders = await create(2, { customer_name: "Early" });
    const _id = new ObjectId(orders[0]?._id);
    await one.orders.updateOne({ _id }, { $set: { created_at: new Date(Date.now() + 3_600_000) } });
    const asked = { query: { q: "early" }, action: "delete" };
    const seen = (await post({ ...asked, dry_run: true })).body as BulkForecast;
    expect(seen.total).toBe(2);
    const { body } = await post({ ...asked, expected_total: 2, as_of: seen.as_of });
    expect(await done((body as BulkJob)._id)).toMatchObject({ total: 2, changed: 2 });
  });

  it("when more match than the dry run told, then nothing is done, and the answer tells what it would be now", async () => {
    const orders = await create(2, { customer_name: "Confirmed" });
    const asked = { query: { q: "confirmed" }, action: "status", status: "shipped" };
    const seen = (await post({ ...asked, dry_run: true })).body as BulkForecast;
    const confirmed = { expected_total: seen.total, as_of: seen.as_of };
    const [late] = await create(1, { customer_name: "Confirmed" });
    const [renamed] = await create(1);
    await one.orders.updateOne(
      { order_number: renamed!.order_number },
      { $set: { created_at: new Date(Date.parse(seen.as_of) - 1_000) } },
    );
    await one.api.change(renamed!._id, { customer_name: "Confirmed too" });
    const refusal = await one.api.problem("POST", PATH, { json: { ...asked, ...confirmed } });
    expect(refusal).toMatchObject({ status: 409, code: "selection_changed" });
    const { forecast } = refusal as unknown as { forecast: BulkForecast };
    expect(forecast).toMatchObject({ total: 4, will_change: 4 });
    expect(await one.api.get(orders[0]!._id)).toMatchObject({ version: 1 });

    await one.api.change(renamed!._id, { customer_name: "Another" });
    const { status, body } = await post({ ...asked, ...confirmed });
    expect([status, (body as BulkJob).total]).toEqual([202, 2]);
    await done((body as BulkJob)._id);
    expect(await one.api.get(late!._id)).toMatchObject({ version: 1 });
  });
});

describe("making a job", () => {
  const plan = { kind: "status", status: "shipped", undo_seconds: 0 } as const;

  it("when the client was told that the database does not answer, then it is not made behind its back", async () => {
    const before = await one.db.collection("jobs").countDocuments();
    let answered: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (answered = resolve));
    const accept = jobAcceptance({ jobs, onAccepted: () => undefined });
    let ended: Promise<unknown> = Promise.resolve();
    const make = async () => {
      const slowly = async () => {
        await gate;
        return { ...plan, ids: nobodies(1) };
      };
      ended = accept({ asked: ["late"], by: "api", key: undefined, plan: slowly });
      return await ended;
    };
    const service = withDeadline({ make }, Promise.resolve(), 50);
    await expect(service.make()).rejects.toMatchObject({ code: "database_unavailable" });
    answered();
    await expect(ended).rejects.toMatchObject({ code: "database_unavailable" });
    expect(await one.db.collection("jobs").countDocuments()).toBe(before);
  });

  it("when an election hides that it was made, then it is made once", async () => {
    let attempts = 0;
    const unheard: JobModel = {
      ...jobs,
      async create(...args) {
        const isNew = await jobs.create(...args);
        if (++attempts === 1) throw new MongoNetworkError("cut");
        return isNew;
      },
    };
    const accept = jobAcceptance({ jobs: unheard, onAccepted: () => undefined });
    const ids = nobodies(450);
    const { job, replayed } = await accept({
      ...{ asked: ["unheard"], by: "api", key: undefined },
      plan: async () => await Promise.resolve({ ...plan, ids }),
    });
    expect([attempts, replayed, job.total]).toEqual([2, false, 450]);
    expect(await done(job._id)).toMatchObject({ processed: 450, failed: 450 });
  });
});
