import { ALL_ORDERS, type OrderQuery } from "@order-desk/contract";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { idOf } from "../../test/modelShop";
import { problemReply, ShopServer } from "../../test/shopServer";
import { ApiError } from "../lib/apiError";
import { ordersApi, type OrdersApi } from "./ordersApi";

let server: ShopServer;
let api: OrdersApi;

beforeEach(async () => {
  server = new ShopServer();
  api = ordersApi(await server.listen());
});
afterEach(async () => await server.close());

async function failureOf(call: Promise<unknown>): Promise<ApiError> {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ApiError);
  return error as ApiError;
}

test("when there is more than a page, then each page says where the next one begins", async () => {
  for (let slot = 0; slot < 5; slot += 1) server.shop.create(slot);
  const first = await api.fetchPage({ query: ALL_ORDERS, limit: 3 });
  expect(first.rows.map(({ _id }) => _id)).toEqual([idOf(4), idOf(3), idOf(2)]);
  const second = await api.fetchPage({ query: ALL_ORDERS, limit: 3, cursor: first.nextCursor });
  expect(second.rows.map(({ _id }) => _id)).toEqual([idOf(1), idOf(0)]);
  expect(second.nextCursor).toBeUndefined();
});

test("when orders are searched and sorted, then the server is asked for just that", async () => {
  const query: OrderQuery = { q: "ada", status: ["shipped"], sort: "-total" };
  await api.fetchPage({ query, limit: 100 });
  expect(server.requests).toEqual(["GET /api/orders?limit=100&q=ada&status=shipped&sort=-total"]);
});

test("when an order is changed for a version, then the version is sent along", async () => {
  server.shop.create(1);
  const seen = vi.fn();
  server.intercept = ({ method, body, ifMatch }) => {
    seen(method, body, ifMatch);
    return undefined;
  };
  const order = await api.updateOrder(idOf(1), { status: "shipped" }, { ifMatch: 1 });
  expect(order).toMatchObject({ status: "shipped", version: 2 });
  expect(seen).toHaveBeenCalledWith("PATCH", { status: "shipped" }, '"1"');
});

test("when an order is created, deleted and restored, then each answer is the order as it is now", async () => {
  const body = { customer_name: "Ada", customer_email: "ada@x.example", product_name: "Wire" };
  const created = await api.createOrder(body, "key-1");
  await api.deleteOrder(created._id);
  expect((await failureOf(api.fetchOrder(created._id))).status).toBe(404);
  expect(await api.restoreOrder(created._id)).toMatchObject({ _id: created._id, version: 2 });
});

test("when the server refuses, then the error carries its code, its words, the fields and the order", async () => {
  const current = server.shop.create(1);
  const errors = [{ pointer: "/quantity", message: "The quantity must be at least 1" }];
  server.intercept = () => problemReply(412, "version_mismatch", { errors, current });
  const error = await failureOf(api.updateOrder(idOf(1), { quantity: 0 }, { ifMatch: 9 }));
  expect(error).toMatchObject({ code: "version_mismatch", status: 412, errors, current });
  expect(error.message).toBe("Say: version_mismatch");
});

test("when the server cannot be reached, then the error says so and what to do", async () => {
  server.intercept = () => "cut";
  const error = await failureOf(api.deleteOrder(idOf(1)));
  expect(error).toMatchObject({ code: "unreachable", status: 0 });
  expect(error.message).toMatch(/cannot be reached.*kept; try again/);
});

test("when something in between answers with a page of its own, then that is no order", async () => {
  server.intercept = () => ({ status: 502, body: "<html>", headers: { "Content-Type": "text/html" } });
  expect(await failureOf(api.fetchOrder(idOf(1)))).toMatchObject({ code: "bad_answer", status: 502 });
  server.intercept = () => ({ status: 200, body: { _id: "what" } });
  expect(await failureOf(api.fetchOrder(idOf(1)))).toMatchObject({ code: "bad_answer", status: 200 });
});

test("when the server is not ready, then its health is no failure", async () => {
  const health = {
    status: "unready",
    database: "down",
    feed: { state: "stale", lag_ms: null, ring_begins_at: null },
    worker: { role: "follower", lag_ms: null, history_lost_at: null },
    mail: { mode: "captured", waiting: null, failed: null, unknown: 0 },
  };
  server.intercept = () => ({ status: 503, body: health });
  expect(await api.fetchHealth()).toEqual(health);
});
