// Shared views over the API, live in tabs of another backend.
import { DEFAULT_COLUMNS, view, viewList, type View } from "@order-desk/contract";
import { beforeEach, describe, expect, it } from "vitest";
import { twoBackends } from "./helpers/server.js";
import { until } from "./helpers/wait.js";

const [one, other] = await twoBackends();
beforeEach(async () => {
  await one.db.collection("views").deleteMany({});
});

const LATE = { name: "Late", query: { status: ["pending"], q: "lamp" } };
const create = async (fields: object = {}): Promise<View> => {
  const answer = await one.api.send("POST", "/api/views", { json: { ...LATE, ...fields } });
  expect(answer.status, answer.text).toBe(201);
  return view.parse(answer.body);
};
const list = async () => viewList.parse((await other.api.send("GET", "/api/views")).body);
const names = async () => (await list()).map(({ name }) => name);
const patch = async (id: string, json: object, headers: Record<string, string> = {}) =>
  await other.api.send("PATCH", `/api/views/${id}`, { json, headers });

describe("shared views", () => {
  it("when one is shared, then everybody has it as it was given", async () => {
    const made = await create({ density: "compact", age: { since: "created_at", minutes: 120 } });
    expect(made).toMatchObject({ ...LATE, columns: DEFAULT_COLUMNS, density: "compact", version: 1 });
    expect(await list()).toEqual([made]);
  });

  it("when it is fetched from where it was said to be, then it is that one, until it is gone", async () => {
    const answer = await one.api.send("POST", "/api/views", { json: LATE });
    const path = String(answer.headers.get("location"));
    const fetched = await other.api.send("GET", path);
    expect([fetched.status, fetched.body]).toEqual([200, answer.body]);
    expect(fetched.headers.get("etag")).toBe('"1"');
    const again = async () => await other.api.send("GET", path, { headers: { "If-None-Match": '"1"' } });
    const unchanged = await again();
    expect([unchanged.status, unchanged.text]).toEqual([304, ""]);
    await other.api.send("PATCH", path, { json: { name: "Later" } });
    expect(await again()).toMatchObject({ status: 200, body: { name: "Later", version: 2 } });
    await one.api.send("DELETE", path);
    expect(await other.api.problem("GET", path)).toMatchObject({ status: 404, code: "view_not_found" });
  });

  it("when a parameter of its query has nothing in it, then it is as if it was not given", async () => {
    const made = await create({ query: { q: " ", product: "", status: ["shipped"] } });
    expect(made.query).toEqual({ status: ["shipped"], sort: "-created_at" });
    const { body } = await patch(made._id, { query: { customer_email: "", currency: "EUR" } });
    expect(view.parse(body).query).toEqual({ currency: "EUR", sort: "-created_at" });
    expect(await list()).toHaveLength(1);
  });

  it("when it is changed, then only what was given is, and an old version is refused", async () => {
    const made = await create();
    const { body } = await patch(made._id, { name: "Later", age: null }, { "If-Match": '"1"' });
    expect(body).toMatchObject({ ...LATE, name: "Later", version: 2 });
    expect((await patch(made._id, { name: "Never" }, { "If-Match": '"1"' })).body).toMatchObject({
      code: "version_mismatch",
    });
    expect(await names()).toEqual(["Later"]);
  });

  it("when views are put into another sequence, then all see it; one that is left out comes last", async () => {
    const [a, b, c] = [await create({ name: "a" }), await create({ name: "b" }), await create({ name: "c" })];
    expect(await names()).toEqual(["a", "b", "c"]);
    await one.api.send("PUT", "/api/views/order", { json: { ids: [c._id, a._id, "f".repeat(24)] } });
    expect(await names()).toEqual(["c", "a", "b"]);
    expect(b.version).toBe(1);
    const placeOfLast = async () =>
      (await one.db.collection("views").findOne({ name: "b" }))?.position as unknown;
    const before = await placeOfLast();
    await one.api.send("DELETE", `/api/views/${c._id}`);
    const d = await create({ name: "d" });
    await one.api.send("PUT", "/api/views/order", { json: { ids: [a._id, b._id, a._id, d._id] } });
    await one.api.send("PUT", "/api/views/order", { json: { ids: [d._id, b._id, a._id] } });
    expect(await names()).toEqual(["d", "b", "a"]);
    expect(await placeOfLast()).toBe(before);
  });

  it("when one is deleted, then it is gone, and can be brought back", async () => {
    const made = await create();
    expect((await one.api.send("DELETE", `/api/views/${made._id}`)).status).toBe(204);
    expect(await names()).toEqual([]);
    expect((await one.api.problem("DELETE", `/api/views/${made._id}`)).code).toBe("view_not_found");
    expect((await one.api.send("POST", `/api/views/${made._id}/restore`)).body).toMatchObject(LATE);
    expect(await names()).toEqual(["Late"]);
  });

  it("when anybody changes views, also past the API, then the tabs that follow them hear of it", async () => {
    // What is told begins with the last write before: not one of views.
    await one.db.admin().command({ appendOplogNote: 1, data: {} });
    const tab = await other.connect();
    let told = 0;
    tab.socket.on("views-changed", () => (told += 1));
    expect(await tab.socket.timeout(5_000).emitWithAck("follow", "views")).toBe(true);
    const made = await create();
    await until("the new one", () => told === 1);
    await one.db.collection("views").updateOne({ name: made.name }, { $set: { name: "By hand" } });
    await until("the change", () => told === 2);
    await one.db.collection("views").deleteMany({});
    await until("the end", () => told === 3);
  });

  it("when somebody wrote nonsense into the database, then it is left out, and the others are there", async () => {
    await create();
    await one.db.collection("views").insertMany([
      { name: 5, deleted_at: null },
      { name: "x", query: { $where: "1" }, deleted_at: null },
    ]);
    expect(await names()).toEqual(["Late"]);
    expect(other.log.some((line) => line.includes("is malformed: it is left out"))).toBe(true);
  });

  it("when there are a hundred, then one more is refused, also one that was deleted", async () => {
    const [made, gone] = [await create(), await create()];
    await one.api.send("DELETE", `/api/views/${gone._id}`);
    const { name, query } = made;
    const copies = Array.from({ length: 99 }, () => ({ name, query, deleted_at: null }));
    await one.db.collection("views").insertMany(copies);
    const tooMany = { code: "too_many_views" };
    expect(await one.api.problem("POST", "/api/views", { json: LATE })).toMatchObject(tooMany);
    const restore = async (id: string) => await one.api.send("POST", `/api/views/${id}/restore`);
    expect((await restore(gone._id)).body).toMatchObject(tooMany);
    expect((await restore(made._id)).status).toBe(200);
    expect((await restore("f".repeat(24))).body).toMatchObject({ code: "view_not_found" });
  });

  it("when something is wrong, then the answer names it", async () => {
    const wrong = await one.api.problem("POST", "/api/views", { json: { query: { limit: 5 }, colour: 1 } });
    expect(wrong.errors?.map(({ pointer }) => pointer).sort()).toEqual(["/colour", "/name", "/query/limit"]);
    for (const id of ["f".repeat(24), "nonsense"])
      expect((await one.api.problem("PATCH", `/api/views/${id}`, { json: {} })).code).toBe("view_not_found");
  });
});
