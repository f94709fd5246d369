// Makes orders that are pending, and tells their ids.
import { MongoClient, ObjectId } from "mongodb";
import { storedSample } from "../lib/storedSample.mjs";
import { answer } from "./answer.mjs";

/** Beyond the numbers that anybody else gives out here. */
const FIRST_NUMBER = 5_000_000;
const client = await MongoClient.connect(process.env.URI);

answer(async ({ count }) => {
  const orders = Array.from({ length: count }, (_, n) => ({
    ...{ _id: new ObjectId(), ...storedSample(n, FIRST_NUMBER + n) },
    status: "pending",
  }));
  await client.db().collection("orders").insertMany(orders, { ordered: false });
  return orders.map(({ _id }) => _id.toHexString());
});
