// Taking back what a job did to many orders, on a real mail server.
import type { BulkJob, JobRow, Order, StoryEntry } from "@order-desk/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestServer, type TestServer } from "./helpers/server.js";
import { smtpSettings, startSmtp, type SmtpPeer } from "./helpers/smtp.js";
import { create, IN_DASHBOARD, rowsOf, sendNow } from "./helpers/undo.js";
import { until } from "./helpers/wait.js";

const PATH = "/api/orders/bulk";

let smtp: SmtpPeer;
let slow: TestServer;
let quick: TestServer;
beforeAll(async () => {
  smtp = await startSmtp();
  const start = async (seconds: string) =>
    await startTestServer({ settings: smtpSettings(smtp, { UNDO_SECONDS: seconds }) });
  [slow, quick] = await Promise.all([start("60"), start("1")]);
});
afterAll(async () => {
  await Promise.all([slow.stop(), quick.stop()]);
  await smtp.stop();
});

const createMany = async (server: TestServer, count: number, fields: object = {}) =>
  await Promise.all(Array.from({ length: count }, async () => await create(server, fields)));
const idsOf = (orders: readonly Order[]) => orders.map(({ _id }) => _id);
const begin = async ({ api }: TestServer, json: object, headers: Record<string, string> = IN_DASHBOARD) =>
  (await api.send("POST", PATH, { json, headers })).body as BulkJob;
const jobAt = async ({ api }: TestServer, id: string, state: BulkJob["state"]) =>
  await until(`the job is ${state}`, async () => {
    const job = (await api.send("GET", `${PATH}/${id}`)).body as BulkJob;
    return job.state === state && job;
  });
const undo = async ({ api }: TestServer, id: string) =>
  await api.send("POST", `${PATH}/${id}/undo`, { headers: IN_DASHBOARD });
const rowsAt = async ({ api }: TestServer, id: string, query = "") =>
  (await api.send("GET", `${PATH}/${id}/rows${query}`)).body as JobRow[];
const mailedTo = (orders: readonly Order[]) => {
  const addresses = new Set(orders.map(({ customer_email }) => customer_email));
  return smtp.received.flatMap(({ to }) => to).filter((address) => addresses.has(address));
};
const states = async (server: TestServer, orders: readonly Order[]) =>
  (await Promise.all(orders.map(async ({ _id }) => await rowsOf(server, _id))))
    .flat()
    .map(({ state }) => state as string);

describe("a job of the dashboard that changes statuses", () => {
  it("when it is taken back, then all go back that nobody changed since, and the others say why", async () => {
    const orders = await createMany(slow, 230);
    const [delivered, gone, mailed, renamed] = orders as [Order, Order, Order, Order, ...Order[]];
    const asked = { ids: idsOf(orders), action: "status", status: "shipped" };
    const { _id, undo_until } = await begin(slow, asked);
    expect(undo_until).toBeNull();
    const job = await jobAt(slow, _id, "done");
    expect(Date.parse(job.undo_until ?? "") - Date.parse(job.finished_at ?? "")).toBe(60_000);
    await until("the mails", async () => (await states(slow, orders)).length === 230);
    expect(new Set(await states(slow, orders))).toEqual(new Set(["queued"]));

    await sendNow(slow, mailed._id);
    await until("its mail", () => mailedTo([mailed]).length > 0);
    await slow.api.change(delivered._id, { status: "delivered" });
    await slow.api.change(renamed._id, { customer_name: "Renamed" });
    await slow.api.remove(gone._id);
    const { status, body } = await undo(slow, _id);
    expect([status, (body as BulkJob).undo_until]).toEqual([202, null]);
    const undone = await jobAt(slow, _id, "undone");
    expect(undone).toMatchObject({ changed: 230, undone: 227, failed: 0, undo_until: null });
    expect(undone.finished_at).not.toBeNull();
    expect((await undo(slow, _id)).body).toEqual(undone);
    const left = await rowsAt(slow, _id, "?outcome=changed");
    expect(left.map(({ order_id, reason }) => [order_id, reason]).sort()).toEqual(
      [
        [delivered._id, "delivered since"],
        [gone._id, "deleted since"],
        [mailed._id, "its mail was sent"],
      ].sort(),
    );
    const numbers = new Map(orders.map(({ _id: id, order_number }) => [id, order_number]));
    for (const { order_id, order_number } of await rowsAt(slow, _id, "?limit=200"))
      expect(order_number).toBe(numbers.get(order_id));
    expect(await slow.api.get(renamed._id)).toMatchObject({ status: "pending", customer_name: "Renamed" });
    expect(await slow.api.get(orders[200]!._id)).toMatchObject({ status: "pending", version: 3 });

    // The mails of what stays are sent, no others.
    await until("the mails", () => mailedTo(orders).length === 4);
    await until("all are at their end", async () =>
      (await states(slow, orders)).every((state) => state === "sent" || state === "suppressed"),
    );
    expect(mailedTo(orders).sort()).toEqual(
      [delivered, delivered, gone, mailed].map(({ customer_email }) => customer_email).sort(),
    );
    const story = await until("the story", async () => {
      const entries = await slow.api.story(orders[200]!._id);
      return entries.length === 3 && entries;
    });
    expect(story[0]).toMatchObject({ kind: "undone", undoes: story[1]?._id, by: "dashboard" });
  });

  it("when an order was changed on and that was taken back, then the job's change can be taken back too", async () => {
    const [order] = (await createMany(slow, 1)) as [Order];
    const { _id } = await begin(slow, { ids: [order._id], action: "status", status: "shipped" });
    await jobAt(slow, _id, "done");
    await slow.api.change(order._id, { status: "delivered" }, IN_DASHBOARD);
    await slow.api.undo(order._id, 3);
    await undo(slow, _id);
    expect(await jobAt(slow, _id, "undone")).toMatchObject({ changed: 1, undone: 1 });
    expect(await slow.api.get(order._id)).toMatchObject({ status: "pending", version: 5 });
  });

  it("when its time is told, then with the server's own time at that moment", async () => {
    const [order] = (await createMany(slow, 1)) as [Order];
    const { _id } = await begin(slow, { ids: [order._id], action: "status", status: "shipped" });
    const { undo_until, now = "", updated_at } = await jobAt(slow, _id, "done");
    expect(Date.parse(now)).toBeGreaterThanOrEqual(Date.parse(updated_at));
    expect(Date.parse(now)).toBeLessThan(Date.parse(undo_until ?? ""));
  });

  it("when it is taken back while it runs, then it ends there, and nothing of it is left", async () => {
    const orders = await createMany(slow, 650);
    const { _id } = await begin(slow, { ids: idsOf(orders), action: "status", status: "processing" });
    await until("it has begun", async () => (await slow.api.get(orders[0]!._id)).status === "processing");
    expect((await undo(slow, _id)).status).toBe(202);
    const job = await jobAt(slow, _id, "undone");
    expect(job.undone).toBe(job.changed);
    expect(job.changed).toBeGreaterThan(0);
    const stored = await slow.orders.find({ customer_email: orders[0]!.customer_email }).toArray();
    expect(stored).toMatchObject([{ status: "pending", version: 3 }]);
    const ids = new Set(idsOf(orders));
    const after = (await slow.orders.find({ status: "processing" }).toArray()).filter((order) =>
      ids.has(order._id.toHexString()),
    );
    expect(after).toEqual([]);
    expect(mailedTo(orders)).toEqual([]);
  });

  it("when it is not taken back, then each is mailed once after its time, and then it is too late", async () => {
    const orders = await createMany(quick, 30);
    const { _id } = await begin(quick, { ids: idsOf(orders), action: "status", status: "shipped" });
    const job = await jobAt(quick, _id, "done");
    await until("the first mail", () => mailedTo(orders).length > 0);
    expect(Date.now()).toBeGreaterThan(Date.parse(job.undo_until ?? ""));
    await until("all mails", async () => (await states(quick, orders)).every((state) => state === "sent"));
    expect(mailedTo(orders)).toHaveLength(30);
    expect(await quick.api.problem("POST", `${PATH}/${_id}/undo`)).toMatchObject({
      status: 409,
      code: "undo_too_late",
      detail: "The time in which it could be taken back is over.",
    });
  });

  it("when the API asked for it, then it is mailed at once, and there is no undo", async () => {
    const orders = await createMany(slow, 3);
    const { _id } = await begin(slow, { ids: idsOf(orders), action: "status", status: "shipped" }, {});
    expect(await jobAt(slow, _id, "done")).toMatchObject({ by: "api", undo_until: null });
    await until("all mails", () => mailedTo(orders).length === 3);
    expect((await slow.api.problem("POST", `${PATH}/${_id}/undo`)).detail).toMatch(/^Only what was done in/);
    expect((await slow.api.problem("POST", `${PATH}/${"f".repeat(24)}/undo`)).code).toBe("job_not_found");
    expect((await slow.api.problem("GET", `${PATH}/${_id}/undo`)).status).toBe(405);
  });
});

describe("a job of the dashboard that deletes", () => {
  it("when it is taken back, then the orders are there whole, with their ids, numbers and stories", async () => {
    const orders = await createMany(slow, 20);
    const [again] = orders as [Order, ...Order[]];
    const { _id } = await begin(slow, { ids: idsOf(orders), action: "delete" });
    await jobAt(slow, _id, "done");
    await slow.api.restore(again._id);
    await slow.api.remove(again._id);
    await undo(slow, _id);
    expect(await jobAt(slow, _id, "undone")).toMatchObject({ changed: 20, undone: 19 });
    expect(await rowsAt(slow, _id, "?outcome=changed")).toMatchObject([
      { order_id: again._id, order_number: again.order_number, reason: "deleted again since" },
    ]);
    for (const order of orders.slice(1)) {
      const back = await slow.api.get(order._id);
      expect(back).toEqual({ ...order, version: 2, updated_at: back.updated_at });
    }
    const story = await until("the story", async (): Promise<StoryEntry[] | false> => {
      const entries = await slow.api.story(orders[1]!._id);
      return entries.length === 3 && entries;
    });
    expect(story.map(({ kind }) => kind)).toEqual(["restored", "deleted", "created"]);
  });
});
