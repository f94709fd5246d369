import { sampleOrder } from "@order-desk/contract/samples";
import { ORDER_STATUSES, positionOf, type Order } from "@order-desk/contract";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { toPageCursor } from "../src/services/pageCursor.js";
import { startTestServer, type TestServer } from "./helpers/server.js";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
  for (let n = 0; n < 60; n += 20)
    await Promise.all(
      Array.from({ length: 20 }, async (_, m) => await server.api.create(sampleOrder(n + m))),
    );
});
afterAll(async () => await server.stop());

/** Follows the Link headers; `between` runs before each next page. */
async function walk(query: string, between: () => Promise<unknown> = async () => await Promise.resolve()) {
  const pages: Order[][] = [];
  let path: string | undefined = `/api/orders${query}`;
  while (path !== undefined) {
    const { status, headers, body } = await server.api.send("GET", path);
    expect(status).toBe(200);
    pages.push(body as Order[]);
    path = /^<([^>]+)>; rel="next"$/.exec(headers.get("link") ?? "")?.[1];
    await between();
  }
  return pages;
}
const idsOf = (orders: Order[]) => orders.map(({ _id }) => _id);

describe("pages", () => {
  it("when nothing is asked, then the newest 50 come with a way on and the total", async () => {
    const { headers, body } = await server.api.send("GET", "/api/orders");
    expect(body).toHaveLength(50);
    expect(headers.get("x-total-count")).toBe("60");
    const ids = idsOf(body as Order[]);
    expect(ids).toEqual([...ids].sort().reverse());
    expect((await walk("")).map((page) => page.length)).toEqual([50, 10]);
  });

  it("when the last page is full, then there is no way on to an empty one", async () => {
    expect((await walk("?limit=20")).map((page) => page.length)).toEqual([20, 20, 20]);
  });

  it.each(["pending", "shipped,delivered", ORDER_STATUSES.join(",")])(
    "when only %s is asked, then each page and the total hold just those",
    async (status) => {
      const all = (await walk("?limit=200")).flat();
      const wanted = all.filter((order) => status.split(",").includes(order.status));
      const pages = await walk(`?limit=7&status=${status}`);
      expect(pages.flat()).toEqual(wanted);
      const { headers } = await server.api.send("GET", `/api/orders?status=${status}&limit=1`);
      expect(headers.get("x-total-count")).toBe(String(wanted.length));
      const repeated = status.split(",").map((one) => `status=${one}`);
      expect((await walk(`?limit=7&${repeated.join("&")}`)).flat()).toEqual(wanted);
    },
  );

  it("when there is nothing, then the list is empty and the total 0", async () => {
    const empty = await startTestServer();
    try {
      const { headers, body } = await empty.api.send("GET", "/api/orders");
      expect([body, headers.get("x-total-count"), headers.get("link")]).toEqual([[], "0", null]);
    } finally {
      await empty.stop();
    }
  });

  it.each(["customer_name", "-customer_name", "total", "-total"])(
    "when orders written past the API wait for the worker, then pages by %s hold each other order once",
    async (sort) => {
      const other = await startTestServer();
      try {
        const made = await Promise.all(
          Array.from({ length: 4 }, async (_, n) => await other.api.create(sampleOrder(n))),
        );
        await other.restWorker();
        await other.orders.insertMany(
          ["A", "M", "Z"].map((customer_name) => ({
            customer_name,
            version: 1,
            status: "pending",
          })) as never[],
        );
        const seen: string[] = [];
        for (let path: string | undefined = `/api/orders?limit=1&sort=${sort}`; path && seen.length < 20;) {
          const { headers, body } = await other.api.send("GET", path);
          seen.push(...idsOf(body as Order[]));
          path = /^<([^>]+)>; rel="next"$/.exec(headers.get("link") ?? "")?.[1];
        }
        expect(seen.toSorted()).toEqual(idsOf(made).toSorted());
      } finally {
        await other.stop();
      }
    },
  );

  it("when the status of a position is not asked for, then the list goes on behind it", async () => {
    const [shipped] = (await server.api.send("GET", "/api/orders?status=shipped&limit=1")).body as Order[];
    const cursor = toPageCursor("status", positionOf(shipped!, "status"));
    const rest = await server.api.list(
      `?limit=200&sort=status&status=pending,delivered,returned&cursor=${cursor}`,
    );
    expect(rest).toEqual(await server.api.list("?limit=200&sort=status&status=delivered,returned"));
    expect(new Set(rest.map(({ status }) => status)).size).toBe(2);
  });

  it("when orders are added and deleted meanwhile, then none that stays is skipped and none comes twice", async () => {
    const action = fc.array(fc.constantFrom("add", "delete", "none"), { minLength: 12, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(action, fc.integer({ min: 5, max: 15 }), fc.nat(), async (actions, limit, seed) => {
        const before = idsOf((await walk("?limit=200")).flat());
        const deleted = new Set<string>();
        const added: string[] = [];
        let step = 0;
        const pages = await walk(`?limit=${limit}`, async () => {
          const what = actions[step++ % actions.length];
          if (what === "add") added.push((await server.api.create(sampleOrder(seed + step)))._id);
          const victim = before[(seed + step * 7) % before.length] as string;
          if (what !== "delete" || deleted.has(victim)) return;
          deleted.add(victim);
          await server.api.remove(victim);
        });
        const seen = idsOf(pages.flat());
        expect(new Set(seen).size).toBe(seen.length);
        const stayed = before.filter((id) => !deleted.has(id));
        expect(seen.filter((id) => stayed.includes(id))).toEqual(stayed);
        for (const id of deleted) await server.api.restore(id);
        for (const id of added) await server.api.remove(id);
      }),
      { numRuns: 8 },
    );
  }, 60_000);
});
