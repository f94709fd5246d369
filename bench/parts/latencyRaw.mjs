// Baseline of `latency`: one process inserts by the driver and sees the change by a watcher of its own.
import { sampleOrder } from "@order-desk/contract/samples";
import { MongoClient, ObjectId } from "mongodb";
import { answer } from "./answer.mjs";
import { pause } from "./pause.mjs";

const writeConcern = { w: "majority", journal: true };
const writer = await MongoClient.connect(process.env.URI, { writeConcern });
const watcher = await MongoClient.connect(process.env.URI);
const orders = writer.db().collection("raw_orders");
await writer.db().createCollection("raw_orders");

const expected = new Map();
const stream = watcher.db().collection("raw_orders").watch();
const first = stream.tryNext();
await first;

async function watch() {
  for await (const { fullDocument } of stream) expected.get(fullDocument._id.toHexString())?.();
}
watch().catch((error) => {
  console.error(error);
  process.exit(1);
});

const document = (index) => {
  const now = new Date();
  const fields = { ...sampleOrder(index), order_number: index, version: 1 };
  return { _id: new ObjectId(), ...fields, created_at: now, updated_at: now };
};

async function once(index) {
  const one = document(index);
  const id = one._id.toHexString();
  const seen = new Promise((resolve) => expected.set(id, () => resolve(performance.now())));
  const startedAt = performance.now();
  const [seenAt] = await Promise.all([seen, orders.insertOne(one)]);
  expected.delete(id);
  return seenAt - startedAt;
}

let made = 0;
answer(async ({ samples }) => {
  const found = [];
  for (let n = 0; n < samples; n++) {
    await pause();
    found.push(await once(made++));
  }
  return found;
});
