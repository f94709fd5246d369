// Orders written past the API are found a moment later: whoever asked for such orders meanwhile hears of it.
import { orderMatcher, type Order } from "@order-desk/contract";
import { ObjectId } from "mongodb";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startTestServer, type TestServer } from "./helpers/server.js";
import { until } from "./helpers/wait.js";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(async () => await server.stop());

const isWanted = orderMatcher({ q: "findable" });

it("when many are inserted by hand, then what a search found at any moment and what was told after it are all of them", async () => {
  const tab = await server.connect();
  const at = new Date();
  const documents = Array.from({ length: 100 }, (_, index) => ({
    ...{ _id: new ObjectId(), order_number: 800_000 + index, version: 1, customer_name: "Findable" },
    ...{ customer_email: "f@example.com", product_name: "Lamp", quantity: 1, price_minor: 100 },
    ...{ total_minor: 100, currency: "USD", status: "pending", created_at: at, updated_at: at },
  }));
  const heard = (event: string) =>
    tab.events.filter(({ type, order }) => type === event && "customer_name" in order && isWanted(order))
      .length;
  await server.orders.insertMany(documents);
  await until("all of them told", () => heard("order-created") >= 100);

  // As a tab that opens now: it has heard nothing yet.
  const begun = tab.events.length;
  const { body } = await server.api.send("GET", "/api/orders?q=findable&limit=200");
  const found = new Set((body as Order[]).map(({ _id }) => _id));
  const toldSince = () => tab.events.slice(begun).filter(({ meta }) => meta.changed.length === 0);
  const missing = documents.map(({ _id }) => _id.toHexString()).filter((id) => !found.has(id));
  await until("the others", () => missing.every((id) => toldSince().some(({ order }) => order._id === id)));
  for (const { type, meta } of toldSince()) expect([type, meta.version]).toEqual(["order-updated", 1]);
});
