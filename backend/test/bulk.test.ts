// Many orders at once, on two backends that share a database.
import type { BulkForecast, BulkJob, JobRow } from "@order-desk/contract";
import { describe, expect, it } from "vitest";
import { PAGE_ORIGIN, twoBackends } from "./helpers/server.js";
import { until } from "./helpers/wait.js";

const PATH = "/api/orders/bulk";
const [one, other] = await twoBackends();

const post = async (json: object, headers: Record<string, string> = {}, server = one) =>
  await server.api.send("POST", PATH, { json, headers });
async function accepted(json: object, headers: Record<string, string> = {}): Promise<BulkJob> {
  const { status, body, text, headers: answered } = await post(json, headers);
  expect(status, text).toBe(202);
  expect(answered.get("location")).toBe(`${PATH}/${(body as BulkJob)._id}`);
  return body as BulkJob;
}
const jobAt = async (id: string, server = other) =>
  (await server.api.send("GET", `${PATH}/${id}`)).body as BulkJob;
/** A job rests as long as it works: on a busy machine its hundreds of orders take a while. */
const JOB_WITHIN_MS = 60_000;
const ended = async (id: string, server = other) =>
  await until(
    "the job's end",
    async () => {
      const job = await jobAt(id, server);
      return job.state === "running" ? undefined : job;
    },
    JOB_WITHIN_MS,
  );
const rowsOf = async (id: string, query = "") =>
  (await other.api.send("GET", `${PATH}/${id}/rows${query}`)).body as JobRow[];
const create = async (count: number, fields: object = {}) =>
  await Promise.all(Array.from({ length: count }, async () => await one.api.create(fields)));
const idsOf = (orders: readonly { _id: string }[]) => orders.map(({ _id }) => _id);

describe("many orders at once", () => {
  it("when it is a dry run, then it says what would come of it, and nothing changes", async () => {
    const pending = await create(3, { customer_name: "Dry" });
    const [done] = await create(1, { customer_name: "Dry", status: "delivered" });
    const [shipped] = await create(1, { customer_name: "Dry", status: "shipped" });
    const nobody = "f".repeat(24);
    const ids = [...idsOf([...pending, done!, shipped!]), nobody];
    const { status, body } = await post({ ids, action: "status", status: "shipped", dry_run: true });
    expect(status).toBe(200);
    expect(body).toMatchObject({ total: 6, will_change: 3, unchanged: 1, cannot: 2 });
    expect((body as BulkForecast).problems).toEqual([
      { order_id: nobody, order_number: null, code: "not_found", reason: "no such order" },
      {
        order_id: done?._id,
        order_number: done?.order_number,
        code: "transition_not_allowed",
        reason: "already delivered",
      },
    ]);
    const byQuery = { query: { q: "dry", status: ["pending"] }, action: "delete", dry_run: true };
    expect((await post(byQuery)).body).toMatchObject({ total: 3, will_change: 3, cannot: 0, problems: [] });
    expect(await one.api.get(pending[0]!._id)).toEqual(pending[0]);
  });

  it("when a job is accepted, then each order that can is changed once, mailed once, and every tab follows", async () => {
    const orders = await create(450, { customer_name: "Many" });
    await one.api.change(orders[0]!._id, { status: "cancelled" });
    const tab = await other.connect();
    const told: BulkJob[] = [];
    tab.socket.on("job-changed", (job: BulkJob) => told.push(job));
    await tab.socket.emitWithAck("follow", "jobs");
    const { _id, total } = await accepted({ query: { q: "many" }, action: "status", status: "shipped" });
    expect(total).toBe(450);
    const job = await ended(_id);
    expect(job).toMatchObject({ state: "done", processed: 450, changed: 449, unchanged: 0, failed: 1 });
    expect(job.finished_at).not.toBeNull();
    const failed = await rowsOf(_id, "?outcome=failed");
    expect(failed).toMatchObject([{ order_id: orders[0]?._id, reason: "already cancelled" }]);
    await until("the last news", () => told.at(-1)?.state === "done");
    // That it was made, and each of its three chunks: not who works on it.
    expect(told.length).toBeLessThanOrEqual(4);
    expect(told.map(({ processed }) => processed)).toEqual(
      told.map(({ processed }) => processed).sort((a, b) => a - b),
    );
    for (const { meta } of await tab.heard(449)) expect(meta.job).toBe(_id);
    const mails = other.db.collection("mails");
    const mine = { order_id: { $in: idsOf(orders.slice(1)) } };
    await until("the mails", async () => (await mails.countDocuments(mine)) >= 449);
    expect(await mails.countDocuments(mine)).toBe(449);
    const stored = await one.orders.find({ customer_name: "Many", version: 2, status: "shipped" }).toArray();
    expect(stored).toHaveLength(449);
  });

  it("when rows are read page by page, then each is there once", async () => {
    const job = (await one.api.send("GET", PATH)).body as BulkJob[];
    const id = job[0]!._id;
    const seen: string[] = [];
    let path: string | undefined = `${PATH}/${id}/rows?limit=180&outcome=changed`;
    while (path !== undefined) {
      const { body, headers } = await one.api.send("GET", path);
      seen.push(...(body as JobRow[]).map(({ order_id }) => order_id));
      path = /<([^>]*)>/.exec(headers.get("link") ?? "")?.[1]?.replace(/^https?:\/\/[^/]+/, "");
    }
    expect(seen).toHaveLength(449);
    expect(new Set(seen).size).toBe(449);
  });

  it("when the same is sent twice with a key, then there is one job; another body with it is refused", async () => {
    const [order] = await create(1);
    const headers = { "Idempotency-Key": "twice" };
    const body = { ids: [order!._id], action: "status", status: "processing" };
    const sent = await Promise.all([post(body, headers), post(body, headers, other), post(body, headers)]);
    expect(new Set(sent.map((answer) => (answer.body as BulkJob)._id)).size).toBe(1);
    expect(sent.filter((answer) => answer.headers.get("idempotent-replayed") === "true")).toHaveLength(2);
    expect(
      await one.api.problem("POST", PATH, { json: { ...body, status: "shipped" }, headers }),
    ).toMatchObject({
      code: "idempotency_key_reused",
    });
    await ended((sent[0].body as BulkJob)._id);
    expect((await one.api.get(order!._id)).version).toBe(2);
  });

  it("when orders are deleted, then each can be brought back whole, and a story says who did it", async () => {
    const orders = await create(3);
    const { _id } = await accepted({ ids: idsOf(orders), action: "delete" }, { Origin: PAGE_ORIGIN });
    expect(await ended(_id)).toMatchObject({ changed: 3, by: "dashboard" });
    expect(await rowsOf(_id)).toMatchObject(
      orders.map(({ _id: order_id, order_number }) => ({ order_id, order_number, outcome: "changed" })),
    );
    const [first] = orders;
    await until("the story", async () => {
      const { body } = await one.api.send("GET", `/api/orders/${first!._id}/events`);
      return Array.isArray(body) && body.length === 2;
    });
    expect(await one.api.story(first!._id)).toMatchObject([
      { kind: "deleted", by: "dashboard" },
      { kind: "created" },
    ]);
    expect(await one.api.restore(first!._id)).toMatchObject({
      ...first,
      version: 2,
      updated_at: expect.any(String) as string,
    });
  });

  it("when a job is stopped, then what is left stays as it is", async () => {
    const orders = await create(40, { customer_name: "Stopped" });
    const nobodies = Array.from({ length: 5_000 }, (_, n) => `a${n.toString(16).padStart(23, "0")}`);
    const ids = [...idsOf(orders.slice(0, 20)), ...nobodies, ...idsOf(orders.slice(20))];
    const { _id } = await accepted({ ids, action: "status", status: "delivered" });
    expect((await one.api.send("POST", `${PATH}/${_id}/stop`)).status).toBe(200);
    const job = await ended(_id);
    expect(job).toMatchObject({ state: "stopped", total: 5_040 });
    expect(job.processed).toBeLessThan(5_000);
    expect((await rowsOf(_id, "?outcome=waiting&limit=1"))[0]).toMatchObject({ order_number: null });
    expect(await one.orders.countDocuments({ customer_name: "Stopped", status: "delivered" })).toBe(
      job.changed,
    );
  });

  it.each([
    [{ action: "status", status: "shipped" }, "/query"],
    [{ ids: ["x"], action: "delete" }, "/ids/0"],
    [{ ids: [], action: "delete" }, "/ids"],
    [{ query: {}, ids: ["f".repeat(24)], action: "delete" }, "/query"],
    [{ query: {}, action: "status" }, "/status"],
    [{ query: {}, action: "delete", status: "shipped" }, "/status"],
    [{ query: { colour: "red" }, action: "delete" }, "/query/colour"],
    [{ query: { total_min: "much" }, action: "delete" }, "/query/total_min"],
    [{ query: {}, action: "burn" }, "/action"],
    [{ query: { q: "" }, action: "delete" }, "/query/q"],
    [{ query: { q: "€ -", status: "pending" }, action: "delete" }, "/query/q"],
    [{ query: { product: " " }, action: "delete", dry_run: true }, "/query/product"],
    [{ query: {}, action: "delete", dry_run: "yes" }, "/dry_run"],
    [{ ids: ["f".repeat(24)], action: "delete", expected_total: 1 }, "/expected_total"],
    [{ query: {}, action: "delete", as_of: "yesterday" }, "/as_of"],
  ])("when %j is sent, then the answer names %s", async (json, pointer) => {
    const { status, errors } = await one.api.problem("POST", PATH, { json });
    expect(status).toBe(422);
    expect(errors?.map((error) => error.pointer)).toContain(pointer);
  });

  it("when there is no such job, then it is not found", async () => {
    for (const id of ["f".repeat(24), "nonsense"])
      expect((await one.api.problem("GET", `${PATH}/${id}`)).code).toBe("job_not_found");
    expect((await one.api.problem("POST", `${PATH}/${"f".repeat(24)}/stop`)).code).toBe("job_not_found");
    expect(
      (
        await one.api.problem("POST", PATH, {
          raw: "x".repeat(2_000_000),
          headers: { "Content-Type": "application/json" },
        })
      ).status,
    ).toBe(413);
  });
});
