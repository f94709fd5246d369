// Imports whose work is done twice, or was begun by a process that is gone.
import { ObjectId } from "mongodb";
import { afterAll, describe, expect, it } from "vitest";
import { openForRequests } from "../src/models/database.js";
import { jobModel } from "../src/models/Job.js";
import { orderImports } from "../src/models/orderImports.js";
import { reserveNumbers, skipTakenNumbers } from "../src/models/OrderNumber.js";
import { ClaimLostError } from "../src/services/jobFence.js";
import { importChunk } from "../src/services/jobImportRows.js";
import { JobPace } from "../src/services/jobPace.js";
import type { Fence } from "../src/services/jobRows.js";
import { orderNumbers } from "../src/services/orderNumbers.js";
import { twoBackends } from "./helpers/server.js";

const [one] = await twoBackends();

const LINES = Array.from({ length: 120 }, (_, index) => ({
  line: index + 2,
  fields: {
    customer_name: `Twice ${index}`,
    customer_email: "twice@example.com",
    product_name: "Lamp",
    quantity: 1,
    price_minor: 100,
    total_minor: 100,
    currency: "EUR",
    status: "pending" as const,
  },
}));

const database = openForRequests(one.uri);
afterAll(async () => await database.client.close());

const pace = new JobPace(new AbortController().signal);
const free: Fence = async () => await Promise.resolve(undefined);

/** A claimed job of all the lines, and what works on it here. */
async function begun() {
  await one.halt();
  const jobs = jobModel(database);
  const _id = new ObjectId();
  const ids = LINES.map(() => new ObjectId().toHexString());
  const job = { _id, kind: "import", status: null, by: "api", fingerprint: "", undo_seconds: 0 } as const;
  await jobs.create({ ...job, ids, lines: LINES });
  const claimed = (await jobs.claim("dead", 60_000))!;
  const task = { ...claimed, job: _id.toHexString(), chunk: (await jobs.readChunk(claimed))! };
  const store = {
    reserve: async (size: number) => await reserveNumbers(database, size),
    giveBack: async () => await Promise.resolve(),
    skipTaken: async () => await skipTakenNumbers(database),
  };
  const parts = { imports: orderImports(database), numbers: orderNumbers(store), pace };
  const stored = async () =>
    await database.orders
      .find({ _id: { $in: ids.map((id) => new ObjectId(id)) } })
      .sort({ order_number: 1 })
      .toArray();
  return { ids, task, parts, stored };
}

const NAMES = LINES.map(({ fields }) => fields.customer_name);

describe("a chunk of a file that is worked on again", () => {
  it("when it is done twice at once, and numbers are taken, then each order is made once", async () => {
    const { ids, task, parts, stored } = await begun();
    // Numbers that are in use already: another writer has taken the first fifty.
    const { first } = await reserveNumbers(database, 1);
    await database.orders.insertMany(
      Array.from({ length: 50 }, (_, index) => ({ order_number: first + 1 + index })) as never[],
    );
    const [left, right] = await Promise.all([importChunk(parts, task, free), importChunk(parts, task, free)]);
    const gone = ids[0]!;
    await database.deletedOrders.insertOne({
      _id: new ObjectId(gone),
      order: (await database.orders.findOne({ _id: new ObjectId(gone) }))!,
      deleted_at: new Date(),
    });
    await database.orders.deleteOne({ _id: new ObjectId(gone) });
    const again = await importChunk(parts, task, free);
    for (const rows of [left, right, again]) {
      expect(rows.map(({ line }) => line)).toEqual(LINES.map(({ line }) => line));
      expect(rows.filter(({ outcome }) => outcome !== "changed")).toEqual([]);
    }
    const made = await stored();
    expect(made).toHaveLength(LINES.length - 1);
    expect(new Set(made.map(({ order_number }) => order_number)).size).toBe(LINES.length - 1);
  });

  it("when it was cut off between two pieces, then the rest is made, each line once and all of them new", async () => {
    const { task, parts, stored } = await begun();
    let pieces = 0;
    const cutOff: Fence = async (round) => {
      if (++pieces > 3) throw new ClaimLostError();
      return await free(round);
    };
    await expect(importChunk(parts, task, cutOff)).rejects.toThrow(ClaimLostError);
    const half = (await stored()).length;
    expect(half).toBeGreaterThan(0);
    expect(half).toBeLessThan(LINES.length / 2);
    const rows = await importChunk(parts, task, free);
    expect(rows.filter(({ outcome }) => outcome !== "changed")).toEqual([]);
    expect((await stored()).map(({ customer_name }) => customer_name)).toEqual(NAMES);
  });
});

describe("the pace of an import", () => {
  it("when a chunk is done, then by a few orders at a time, the numbers and times in the sequence of the file", async () => {
    const { task, parts, stored } = await begun();
    const sizes: number[] = [];
    const insertMany: typeof parts.imports.insertMany = async (documents) => {
      sizes.push(documents.length);
      return await parts.imports.insertMany(documents);
    };
    await importChunk({ ...parts, imports: { ...parts.imports, insertMany } }, task, free);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(5);
    expect(sizes.reduce((sum, size) => sum + size)).toBe(LINES.length);
    const made = await stored();
    expect(made.map(({ customer_name }) => customer_name)).toEqual(NAMES);
    const times = made.map(({ created_at }) => created_at.getTime());
    expect(times).toEqual(times.toSorted((earlier, later) => earlier - later));
    expect(new Set(times).size).toBe(LINES.length);
  });

  it("when all of it was there before, then nothing is written", async () => {
    const { ids, task, parts } = await begun();
    await importChunk(parts, task, free);
    const again = { ...task, chunk: { ...task.chunk, _id: "another" } };
    const never = async () => await Promise.reject(new Error("Nothing is to be written"));
    const rows = await importChunk(parts, again, never);
    expect(rows.map(({ order_id, outcome }) => [order_id, outcome])).toEqual(
      ids.map((id) => [id, "unchanged"]),
    );
  });
});
