// Puts `count` orders into a database that a backend has prepared.
import { MongoClient, ObjectId } from "mongodb";
import { storedSample } from "../lib/storedSample.mjs";
import { answer } from "./answer.mjs";

const BATCH = 5_000;

answer(async ({ uri, count }) => {
  const client = await MongoClient.connect(uri);
  for (let from = 0; from < count; from += BATCH) {
    const length = Math.min(BATCH, count - from);
    const orders = Array.from({ length }, (_, n) => ({
      _id: new ObjectId(),
      ...storedSample(from + n, 1_001 + from + n),
    }));
    await client.db().collection("orders").insertMany(orders, { ordered: false });
  }
  await client.close();
});
