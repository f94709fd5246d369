import { sampleOrder } from "@order-desk/contract/samples";
import { ORDER_SORTS, ORDER_STATUSES, ORDER_TRANSITIONS, positionOf, type Order } from "@order-desk/contract";
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
async function walk({ api }: TestServer, query: string, between = async () => await Promise.resolve()) {
  const pages: Order[][] = [];
  let path: string | undefined = `/api/orders${query}`;
  while (path !== undefined) {
    const { status, headers, body } = await api.send("GET", path);
    expect(status).toBe(200);
    pages.push(body as Order[]);
    path = /^<([^>]+)>; rel="next"$/.exec(headers.get("link") ?? "")?.[1];
    await between();
  }
  return pages;
}
const idsOf = (orders: Order[]) => orders.map(({ _id }) => _id);

type Deed = { readonly what: "add" | "change" | "status" | "delete"; readonly which: number };
const arbitraryDeed: fc.Arbitrary<Deed> = fc.record({
  what: fc.constantFrom("add", "change", "status", "delete"),
  which: fc.nat(9_999),
});

/** Does things to these orders and beside them, and notes to which. */
function busyHands(orders: readonly Order[]) {
  const { api } = server;
  const [touched, deleted] = [new Set<string>(), new Set<string>()];
  const added: string[] = [];
  const add = async (which: number) => {
    const { _id } = await api.create(sampleOrder(which));
    added.push(_id);
    touched.add(_id);
  };
  return {
    touched,
    async carryOut({ what, which }: Deed) {
      if (what === "add") {
        await add(which);
        return;
      }
      const { _id, status } = orders[which % orders.length] as Order;
      if (deleted.has(_id)) return;
      touched.add(_id);
      const [next] = ORDER_TRANSITIONS[status];
      if (what === "delete") {
        deleted.add(_id);
        await api.remove(_id);
      } else if (what === "change")
        await api.change(_id, { customer_name: `Z ${which}`, price: which % 500 });
      else if (next) await api.send("PUT", `/api/orders/${_id}`, { json: { status: next } });
    },
    async tidy() {
      for (const id of deleted) await api.restore(id);
      for (const id of added) await api.remove(id);
    },
  };
}

describe("pages", () => {
  it("when nothing is asked, then the newest 50 come with a way on and the total", async () => {
    const { headers, body } = await server.api.send("GET", "/api/orders");
    expect(body).toHaveLength(50);
    expect(headers.get("x-total-count")).toBe("60");
    const ids = idsOf(body as Order[]);
    expect(ids).toEqual([...ids].sort().reverse());
    expect((await walk(server, "")).map((page) => page.length)).toEqual([50, 10]);
  });

  it("when the last page is full, then there is no way on to an empty one", async () => {
    expect((await walk(server, "?limit=20")).map((page) => page.length)).toEqual([20, 20, 20]);
  });

  it.each(["pending", "shipped,delivered", ORDER_STATUSES.join(",")])(
    "when only %s is asked, then each page and the total hold just those",
    async (status) => {
      const all = (await walk(server, "?limit=200")).flat();
      const wanted = all.filter((order) => status.split(",").includes(order.status));
      const pages = await walk(server, `?limit=7&status=${status}`);
      expect(pages.flat()).toEqual(wanted);
      const { headers } = await server.api.send("GET", `/api/orders?status=${status}&limit=1`);
      expect(headers.get("x-total-count")).toBe(String(wanted.length));
      const repeated = status.split(",").map((one) => `status=${one}`);
      expect((await walk(server, `?limit=7&${repeated.join("&")}`)).flat()).toEqual(wanted);
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

  it("when the status of a position is not asked for, then the list goes on behind it", async () => {
    const [shipped] = (await server.api.send("GET", "/api/orders?status=shipped&limit=1")).body as Order[];
    const cursor = toPageCursor("status", positionOf(shipped!, "status"));
    const rest = await server.api.list(
      `?limit=200&sort=status&status=pending,delivered,returned&cursor=${cursor}`,
    );
    expect(rest).toEqual(await server.api.list("?limit=200&sort=status&status=delivered,returned"));
    expect(new Set(rest.map(({ status }) => status)).size).toBe(2);
  });

  it.each(ORDER_SORTS)(
    "when orders are added, changed and deleted meanwhile, then by %s none that stays as it was is skipped and none comes twice",
    async (sort) => {
      const steps = fc.array(fc.array(arbitraryDeed, { maxLength: 3 }), { minLength: 12, maxLength: 12 });
      await fc.assert(
        fc.asyncProperty(steps, fc.integer({ min: 5, max: 15 }), async (plan, limit) => {
          const before = (await walk(server, `?limit=200&sort=${sort}`)).flat();
          const hands = busyHands(before);
          let turn = 0;
          const pages = await walk(server, `?limit=${limit}&sort=${sort}`, async () => {
            for (const deed of plan[turn++ % plan.length] ?? []) await hands.carryOut(deed);
          });
          const untouched = (orders: Order[]) => idsOf(orders).filter((id) => !hands.touched.has(id));
          expect(untouched(pages.flat())).toEqual(untouched(before));
          await hands.tidy();
        }),
        { numRuns: 8 },
      );
    },
    60_000,
  );
});

describe("orders written past the API that wait for the worker", () => {
  let other: TestServer;
  let made: Order[];
  beforeAll(async () => {
    other = await startTestServer();
    made = await Promise.all(
      Array.from({ length: 4 }, async (_, n) => await other.api.create(sampleOrder(n))),
    );
    await other.restWorker();
    await other.orders.insertMany(
      ["A", "M", "Z"].map((customer_name) => ({ customer_name, version: 1, status: "pending" })) as never[],
    );
  });
  afterAll(async () => await other.stop());

  it.each(ORDER_SORTS)("when pages are read by %s, then they hold each other order once", async (sort) => {
    const pages = await walk(other, `?limit=1&sort=${sort}`);
    expect(idsOf(pages.flat()).toSorted()).toEqual(idsOf(made).toSorted());
  });
});
