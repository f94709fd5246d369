// Makes the changes that are missed: orders, then changes of their names; of some of them, of their status too.
import { MongoClient, ObjectId } from "mongodb";
import { storedSample } from "../lib/storedSample.mjs";
import { answer } from "./answer.mjs";

const BATCH = 5_000;
/** Every so many changed orders are shipped: each of these is one mail. */
const SHIPPED_EACH = 50;

answer(async ({ uri, count }) => {
  const client = await MongoClient.connect(uri);
  const orders = client.db().collection("orders");
  for (let from = 0; from < count / 2; from += BATCH) {
    const made = Array.from({ length: Math.min(BATCH, count / 2 - from) }, (_, n) => ({
      _id: new ObjectId(),
      ...storedSample(from + n, 1_001 + from + n),
      status: "pending",
    }));
    await orders.insertMany(made, { ordered: false });
    const changes = made.map(({ _id }, n) => ({
      updateOne: {
        filter: { _id },
        update: {
          $set: { product_name: `Changed ${n}`, ...(n % SHIPPED_EACH === 0 && { status: "shipped" }) },
          $inc: { version: 1 },
          $currentDate: { updated_at: true },
        },
      },
    }));
    await orders.bulkWrite(changes, { ordered: false });
  }
  await client.close();
});
