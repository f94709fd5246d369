import { canTransition, ORDER_STATUSES, ORDER_TRANSITIONS, type Order } from "@order-desk/contract";
import { ObjectId } from "mongodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newOrder } from "./helpers/api.js";
import { startTestServer, type TestServer } from "./helpers/server.js";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(async () => await server.stop());

const JSON_TYPE = { "Content-Type": "application/json" };
const pathOf = ({ _id }: Order) => `/api/orders/${_id}`;

describe("the two curl lines", () => {
  it("when they are pasted as they stand, then they create an order and ship it", async () => {
    const created = await server.api.send("POST", "/api/orders", {
      raw: '{"customer_name":"Test User","product_name":"Test Product","customer_email":"test@example.com"}',
      headers: JSON_TYPE,
    });
    expect(created.status).toBe(201);
    const order = created.body as Order;
    const defaults = { quantity: 1, price: 0, total: 0, currency: "USD", status: "pending", version: 1 };
    expect(order).toMatchObject({ customer_name: "Test User", ...defaults });
    expect(order.order_number).toBeGreaterThanOrEqual(1001);
    expect(created.headers.get("location")).toBe(pathOf(order));
    expect(created.headers.get("etag")).toBe('"1"');

    const shipped = await server.api.send("PUT", pathOf(order), {
      raw: '{"status":"shipped"}',
      headers: JSON_TYPE,
    });
    expect(shipped.status).toBe(200);
    const updated_at = (shipped.body as Order).updated_at;
    expect(shipped.body).toEqual({ ...order, status: "shipped", version: 2, updated_at });
    expect(shipped.headers.get("etag")).toBe('"2"');
  });
});

describe("creating and reading", () => {
  it("when every field is given, then it is stored in minor units and answered as a decimal", async () => {
    const order = await server.api.create({
      quantity: 3,
      price: 19.99,
      currency: "EUR",
      status: "processing",
    });
    expect(order).toMatchObject({ quantity: 3, price: 19.99, total: 59.97, currency: "EUR" });
    const stored = await server.orders.findOne({ _id: new ObjectId(order._id) });
    expect(stored).toMatchObject({ price_minor: 1999, total_minor: 5997, status: "processing", version: 1 });
    expect(await server.api.get(order._id)).toEqual(order);
  });

  it.each(["merge-patch+json", "json; charset=utf-8", "vnd.shop+json"])(
    "when the body is application/%s, then it is read",
    async (type) => {
      const raw = JSON.stringify(newOrder());
      const headers = { "Content-Type": `application/${type}` };
      expect((await server.api.send("POST", "/api/orders", { raw, headers })).status).toBe(201);
    },
  );

  it("when the order is unchanged, then If-None-Match gets 304 without a body, and 200 after a change", async () => {
    const order = await server.api.create();
    const again = async () =>
      await server.api.send("GET", pathOf(order), { headers: { "If-None-Match": '"1"' } });
    const unchanged = await again();
    expect([unchanged.status, unchanged.text, unchanged.headers.get("etag")]).toEqual([304, "", '"1"']);
    await server.api.change(order._id, { quantity: 2 });
    expect((await again()).status).toBe(200);
  });

  it("when HEAD is asked, then it is answered as GET without a body", async () => {
    const order = await server.api.create();
    const head = await server.api.send("HEAD", pathOf(order));
    expect([head.status, head.text, head.headers.get("etag")]).toEqual([200, "", '"1"']);
    const list = await server.api.send("HEAD", "/api/orders?limit=1");
    expect([list.status, list.text]).toEqual([200, ""]);
    expect(list.headers.get("link")).toContain('rel="next"');
  });

  it("when the id is written in capitals, then it is the same order", async () => {
    const order = await server.api.create();
    expect(await server.api.get(order._id.toUpperCase())).toEqual(order);
  });

  it.each(["GET", "DELETE"])("when there is no such order, then %s gets 404", async (method) => {
    const problem = await server.api.problem(method, `/api/orders/${"0".repeat(24)}`);
    expect([problem.status, problem.code]).toEqual([404, "order_not_found"]);
  });
});

describe("changing", () => {
  it.each(["PUT", "PATCH"])("when %s names some fields, then only those change", async (method) => {
    const order = await server.api.create({ price: 5, quantity: 2 });
    const json = { product_name: "Better lamp", quantity: 3 };
    const { status, body } = await server.api.send(method, pathOf(order), { json });
    expect(status).toBe(200);
    const { updated_at } = body as Order;
    expect(body).toEqual({ ...order, ...json, total: 15, version: 2, updated_at });
  });

  it("when fields that the server owns are sent, then they are ignored", async () => {
    const order = await server.api.create();
    const own = { _id: "x", order_number: 1, version: 99, total: 1, created_at: "x", updated_at: null };
    const changed = await server.api.change(order._id, { ...own, quantity: 2 });
    expect(changed).toMatchObject({ _id: order._id, order_number: order.order_number, version: 2, total: 0 });
    expect(changed.created_at).toBe(order.created_at);
  });

  it("when an unknown field is sent, then all is refused and nothing changes", async () => {
    const order = await server.api.create();
    const problem = await server.api.problem("PATCH", pathOf(order), {
      json: { quantity: 2, role: "admin" },
    });
    expect(problem).toMatchObject({ status: 422, code: "validation_failed", errors: [{ pointer: "/role" }] });
    expect(await server.api.get(order._id)).toEqual(order);
  });

  it("when nothing would differ, then it is no change: same version, same time", async () => {
    const order = await server.api.create({ price: 2.5 });
    const { customer_name, price, status } = order;
    expect(await server.api.change(order._id, { customer_name, price, status })).toEqual(order);
    expect(await server.api.change(order._id, {})).toEqual(order);
  });

  it("when If-Match names the version, then it applies once; a second one gets 412 with the present order", async () => {
    const order = await server.api.create();
    const request = { json: { quantity: 5 }, headers: { "If-Match": '"1"' } };
    const changed = (await server.api.send("PATCH", pathOf(order), request)).body as Order;
    expect(changed.version).toBe(2);
    const late = await server.api.problem("PATCH", pathOf(order), { ...request, json: { quantity: 6 } });
    expect(late).toMatchObject({ status: 412, code: "version_mismatch", current: changed });
    const remove = await server.api.problem("DELETE", pathOf(order), { headers: { "If-Match": 'W/"2"' } });
    expect(remove.status).toBe(412);
    const headers = { "If-Match": '"7", "2"' };
    expect((await server.api.send("DELETE", pathOf(order), { headers })).status).toBe(204);
  });

  it("when two changes with the same If-Match race, then exactly one wins", async () => {
    const order = await server.api.create();
    const answers = await Promise.all(
      [2, 3, 4, 5].map(
        async (quantity) =>
          await server.api.send("PUT", pathOf(order), { json: { quantity }, headers: { "If-Match": '"1"' } }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412]);
    expect((await server.api.get(order._id)).version).toBe(2);
  });

  it("when many change different fields at once, then none is lost", async () => {
    const order = await server.api.create({ currency: "USD" });
    const changes = [{ quantity: 7 }, { price: 3 }, { product_name: "P" }, { customer_name: "N" }];
    await Promise.all(changes.map(async (json) => await server.api.change(order._id, json)));
    const now = await server.api.get(order._id);
    expect(now).toMatchObject({ quantity: 7, price: 3, product_name: "P", customer_name: "N", total: 21 });
    expect(now.version).toBe(5);
  });
});

describe("the life of an order", () => {
  const moves = ORDER_STATUSES.flatMap((from) => ORDER_STATUSES.map((to) => [from, to] as const));

  it.each(moves)("when %s is to become %s, then the table decides", async (from, to) => {
    const order = await server.api.create({ status: from });
    const answer = await server.api.send("PUT", pathOf(order), { json: { status: to } });
    if (from === to) {
      expect([answer.status, answer.body]).toEqual([200, order]);
    } else if (canTransition(from, to)) {
      expect(answer.status).toBe(200);
      expect(answer.body).toMatchObject({ status: to, version: 2 });
    } else {
      expect(answer.status).toBe(409);
      const code = "transition_not_allowed";
      expect(answer.body).toMatchObject({ code, allowed: ORDER_TRANSITIONS[from], current: order });
      expect(await server.api.get(order._id)).toEqual(order);
    }
  });

  it("when it is deleted, then it is gone, and restore brings it back one version on", async () => {
    const order = await server.api.create({ quantity: 4 });
    await server.api.remove(order._id);
    expect((await server.api.problem("GET", pathOf(order))).code).toBe("order_not_found");
    expect((await server.api.problem("DELETE", pathOf(order))).code).toBe("order_not_found");
    expect((await server.api.problem("PUT", pathOf(order), { json: { quantity: 1 } })).status).toBe(404);
    const back = await server.api.restore(order._id);
    expect(back).toEqual({ ...order, version: 2, updated_at: back.updated_at });
    const again = await server.api.problem("POST", `${pathOf(order)}/restore`);
    expect([again.status, again.code]).toEqual([409, "order_exists"]);
  });
});
