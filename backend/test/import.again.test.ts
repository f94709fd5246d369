// Imports whose work is done twice, or was begun by a process that is gone.
import { ObjectId } from "mongodb";
import { describe, expect, it } from "vitest";
import { openForRequests } from "../src/models/database.js";
import { jobModel } from "../src/models/Job.js";
import { orderImports } from "../src/models/orderImports.js";
import { reserveNumbers, skipTakenNumbers } from "../src/models/OrderNumber.js";
import { importChunk } from "../src/services/jobImportRows.js";
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

describe("a chunk of a file that is worked on again", () => {
  it("when it is done twice at once, and numbers are taken, then each order is made once", async () => {
    const database = openForRequests(one.uri);
    try {
      const jobs = jobModel(database);
      const _id = new ObjectId();
      const ids = LINES.map(() => new ObjectId().toHexString());
      await one.halt();
      const job = { _id, kind: "import", status: null, by: "api", fingerprint: "", undo_seconds: 0 } as const;
      await jobs.create({ ...job, ids, lines: LINES });
      const claimed = (await jobs.claim("dead", 60_000))!;
      const chunk = (await jobs.readChunk(claimed))!;
      // Numbers that are in use already: another writer has taken the first fifty.
      const store = {
        reserve: async (size: number) => await reserveNumbers(database, size),
        giveBack: async () => await Promise.resolve(),
        skipTaken: async () => await skipTakenNumbers(database),
      };
      const { first } = await reserveNumbers(database, 1);
      await database.orders.insertMany(
        Array.from({ length: 50 }, (_, index) => ({ order_number: first + 1 + index })) as never[],
      );
      const parts = { imports: orderImports(database), numbers: orderNumbers(store) };
      const task = { ...claimed, job: _id.toHexString(), chunk };
      const fence = async () => await Promise.resolve(undefined);
      const [left, right] = await Promise.all([
        importChunk(parts, task, fence),
        importChunk(parts, task, fence),
      ]);
      const gone = ids[0]!;
      await database.deletedOrders.insertOne({
        _id: new ObjectId(gone),
        order: (await database.orders.findOne({ _id: new ObjectId(gone) }))!,
        deleted_at: new Date(),
      });
      await database.orders.deleteOne({ _id: new ObjectId(gone) });
      const again = await importChunk(parts, task, fence);
      for (const rows of [left, right, again]) {
        expect(rows.map(({ line }) => line)).toEqual(LINES.map(({ line }) => line));
        expect(rows.filter(({ outcome }) => outcome !== "changed")).toEqual([]);
      }
      const stored = await database.orders.find({ customer_name: /^Twice / }).toArray();
      expect(stored).toHaveLength(LINES.length - 1);
      expect(new Set(stored.map(({ order_number }) => order_number)).size).toBe(LINES.length - 1);
    } finally {
      await database.client.close();
    }
  });
});
