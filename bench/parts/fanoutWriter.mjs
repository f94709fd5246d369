// Writes orders straight into the database at a steady pace: the measured backend has nothing to do but to tell of them.
import { sampleOrder } from "@order-desk/contract/samples";
import { MongoClient } from "mongodb";
import { answer } from "./answer.mjs";

const client = await MongoClient.connect(process.env.URI);
const orders = client.db().collection("orders");
let made = 0;

const document = (index) => {
  const { price, ...fields } = sampleOrder(index);
  const now = new Date();
  const price_minor = Math.round(price * 100);
  const amounts = { price_minor, total_minor: price_minor * fields.quantity };
  return { ...fields, ...amounts, order_number: 5_000 + index, version: 1, created_at: now, updated_at: now };
};

answer(async ({ events, everyMs }) => {
  const startedAt = performance.now();
  const writes = [];
  for (let n = 0; n < events; n++) {
    const wait = startedAt + n * everyMs - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    writes.push(orders.insertOne(document(made++)));
  }
  await Promise.all(writes);
});
