// Writes orders straight into the database at a steady pace: the measured backend has nothing to do but to tell of them.
import { MongoClient } from "mongodb";
import { storedSample } from "../lib/storedSample.mjs";
import { answer } from "./answer.mjs";

const client = await MongoClient.connect(process.env.URI);
const orders = client.db().collection("orders");
let made = 0;

answer(async ({ events, everyMs }) => {
  const startedAt = performance.now();
  const writes = [];
  for (let n = 0; n < events; n++) {
    const wait = startedAt + n * everyMs - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    writes.push(orders.insertOne(storedSample(made, 5_000 + made)));
    made++;
  }
  await Promise.all(writes);
});
