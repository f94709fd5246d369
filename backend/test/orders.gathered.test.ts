import type { Order } from "@order-desk/contract";
import { describe, expect, it } from "vitest";
import { newOrder } from "./helpers/api.js";
import { newDatabaseName, startTestServer, twoBackends } from "./helpers/server.js";

const [a, b] = await twoBackends();

describe("gathered writes", () => {
  it("when 200 orders come at once at two backends, then all have numbers of their own, rising in time", async () => {
    const before = (await a.api.create()).order_number;
    const orders = await Promise.all(
      Array.from({ length: 200 }, async (_, n) => await (n % 2 ? a : b).api.create({ quantity: n + 1 })),
    );
    expect(new Set(orders.map(({ order_number }) => order_number)).size).toBe(200);
    orders.forEach(({ quantity }, n) => expect(quantity).toBe(n + 1));
    for (const half of [0, 1]) {
      const stored = orders.filter((_, n) => n % 2 === half).sort((x, y) => (x._id < y._id ? -1 : 1));
      const numbers = stored.map(({ order_number }) => order_number);
      expect(numbers).toEqual([...numbers].sort((x, y) => x - y));
    }
    expect(Math.min(...orders.map(({ order_number }) => order_number))).toBeGreaterThan(1000);
    expect(before).toBeGreaterThan(1000);
  });

  it("when one order of a flight is refused by the database, then the others are written and only that one fails", async () => {
    const server = await startTestServer();
    try {
      await server.api.create();
      await server.db.command({ collMod: "orders", validator: { product_name: { $ne: "Refused" } } });
      const names = Array.from({ length: 20 }, (_, n) => (n === 7 ? "Refused" : `Fine ${n}`));
      const answers = await Promise.all(
        names.map(
          async (product_name) =>
            await server.api.send("POST", "/api/orders", { json: newOrder({ product_name }) }),
        ),
      );
      expect(answers.map(({ status }) => status)).toEqual(
        names.map((name) => (name === "Refused" ? 500 : 201)),
      );
      expect(await server.orders.countDocuments()).toBe(20);
      const { code, detail } = answers[7]?.body as { code: string; detail: string };
      expect([code, detail]).toEqual([
        "internal_error",
        "The request was not carried out. Tell us its request_id.",
      ]);
      const { id } = { id: (answers[0]?.body as Order)._id };
      expect(
        (await server.api.problem("PUT", `/api/orders/${id}`, { json: { product_name: "Refused" } })).status,
      ).toBe(500);
      const logged = server.log.join("");
      expect(logged).toContain("Document failed validation");
      expect(logged).not.toMatch(/test@example\.com|Test User/);
    } finally {
      await server.stop();
    }
  });

  it("when a foreign unique index stands in the way, then only that order fails and the backend lives", async () => {
    const server = await startTestServer();
    try {
      await server.orders.createIndex({ product_name: 1 }, { unique: true }, undefined);
      await server.api.create({ product_name: "Only" });
      for (const headers of [undefined, { "Idempotency-Key": "k" }]) {
        const answer = await server.api.send("POST", "/api/orders", {
          json: newOrder({ product_name: "Only" }),
          ...(headers && { headers }),
        });
        expect(answer.status).toBe(500);
      }
      await server.api.create({ product_name: "Other" });
      expect(await server.orders.countDocuments()).toBe(2);
    } finally {
      await server.stop();
    }
  });

  it("when a backend stops cleanly, then the next one goes on without a gap", async () => {
    const name = newDatabaseName();
    const first = await startTestServer({ database: name });
    const one = await first.api.create();
    await first.stop();
    const second = await startTestServer({ database: name });
    try {
      expect((await second.api.create()).order_number).toBe(one.order_number + 1);
    } finally {
      await second.stop();
    }
  });
});
