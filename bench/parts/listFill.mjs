// Puts `count` orders into a database that a backend has prepared.
import { sampleOrder } from "@order-desk/contract/samples";
import { MongoClient, ObjectId } from "mongodb";
import { answer } from "./answer.mjs";

const BATCH = 5_000;

const document = (index) => {
  const { price, ...fields } = sampleOrder(index);
  const price_minor = Math.round(price * 100);
  const now = new Date();
  return {
    _id: new ObjectId(),
    ...fields,
    order_number: 1_001 + index,
    version: 1,
    price_minor,
    total_minor: price_minor * fields.quantity,
    created_at: now,
    updated_at: now,
  };
};

answer(async ({ uri, count }) => {
  const client = await MongoClient.connect(uri);
  for (let from = 0; from < count; from += BATCH) {
    const length = Math.min(BATCH, count - from);
    const orders = Array.from({ length }, (_, n) => document(from + n));
    await client.db().collection("orders").insertMany(orders, { ordered: false });
  }
  await client.close();
});
