import { emptyCounts, ORDER_STATUSES, type OrderCounts, type OrderStatus } from "@order-desk/contract";
import { sampleOrder } from "@order-desk/contract/samples";
import fc from "fast-check";
import { ObjectId } from "mongodb";
import { describe, expect, it } from "vitest";
import { newDatabaseName, startTestServer, twoBackends } from "./helpers/server.js";
import { until } from "./helpers/wait.js";

const database = newDatabaseName();
const [a, b] = await twoBackends(database);
const tabs = [await a.connect(), await b.connect()];

async function truth(): Promise<OrderCounts> {
  const groups = await a.orders.aggregate([{ $group: { _id: "$status", n: { $sum: 1 } } }]).toArray();
  const counts = emptyCounts();
  for (const { _id, n } of groups) counts[(_id ?? "pending") as OrderStatus] += n as number;
  return counts;
}
const same = (one: object | undefined, other: object) => JSON.stringify(one) === JSON.stringify(other);

async function assertTabsAgree(): Promise<void> {
  const counts = await truth();
  for (const tab of tabs)
    await until(`counts ${JSON.stringify(counts)}`, () => same(tab.counts.at(-1), counts));
}

/** One random change, by the API of either backend or straight in the database. */
async function change(ids: string[], kind: number, pick: number): Promise<void> {
  const { api } = pick % 2 ? a : b;
  const index = pick % Math.max(1, ids.length);
  const id = ids[index];
  const status = ORDER_STATUSES[pick % ORDER_STATUSES.length];
  if (kind === 0 || id === undefined) {
    ids.push((await api.create(sampleOrder(pick)))._id);
  } else if (kind === 1) {
    await api.send("PUT", `/api/orders/${id}`, { json: { status } });
  } else if (kind === 2) {
    ids.splice(index, 1);
    await api.remove(id);
    if (pick % 3 === 0) ids.push((await api.restore(id))._id);
  } else if (kind === 3) {
    await a.orders.updateOne({ _id: new ObjectId(id) }, { $set: { status } });
  } else if (kind === 4) {
    await a.orders.replaceOne({ _id: new ObjectId(id) }, { customer_name: "Replaced" });
  } else {
    const _id = new ObjectId();
    await a.orders.insertOne({ _id, ...(pick % 2 && { status }) });
    ids.push(_id.toHexString());
  }
}

describe("the counts per status", () => {
  it("when orders change in any way, then the tabs of both backends end with what a $group finds", async () => {
    const changes = fc.array(fc.tuple(fc.nat(5), fc.nat(1_000)), { minLength: 5, maxLength: 25 });
    const ids: string[] = [];
    await fc.assert(
      fc.asyncProperty(changes, async (all) => {
        for (const [kind, pick] of all) await change(ids, kind, pick);
        await assertTabsAgree();
      }),
      { numRuns: 6 },
    );
  }, 60_000);

  it("when many orders are changed by one command, then each is counted", async () => {
    await a.orders.updateMany({}, { $set: { status: "delivered" } });
    await assertTabsAgree();
    await a.orders.deleteMany({});
    await assertTabsAgree();
    expect(tabs[0]?.counts.at(-1)).toEqual(emptyCounts());
  });

  it("when a backend starts anew in the middle of changes, then it counts what is there, no more", async () => {
    const creating = Promise.all(
      Array.from({ length: 30 }, async (_, n) => await a.api.create(sampleOrder(n))),
    );
    const late = await startTestServer({ database });
    try {
      const tab = await late.connect();
      await creating;
      const counts = await truth();
      await until("its counts", () => same(tab.counts.at(-1), counts));
      await assertTabsAgree();
    } finally {
      await late.stop();
    }
  });

  it("when very many orders are there, then the total is the feed's and is exact to its limit", async () => {
    const many = newDatabaseName();
    await a.db.client
      .db(many)
      .collection("orders")
      .insertMany(Array.from({ length: 10_050 }, (_, n) => ({ status: n < 1_500 ? "returned" : "pending" })));
    const server = await startTestServer({ database: many });
    try {
      const total = async (query: string) =>
        (await server.api.send("GET", `/api/orders?limit=1${query}`)).headers.get("x-total-count");
      expect(await total("")).toBe("10000+");
      await until("counts", async () => (await server.connect()).counts.length > 0);
      expect([await total(""), await total("&status=returned")]).toEqual(["10000+", "1500"]);
      await server.api.create({ status: "returned" });
      await until("one more", async () => (await total("&status=returned")) === "1501");
    } finally {
      await server.stop();
    }
  });
});
