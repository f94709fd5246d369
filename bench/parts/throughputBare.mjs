// Baseline of `throughput`: Express 5 and insertOne with the same write concern, and nothing else.
import express from "express";
import { MongoClient } from "mongodb";
import { answer } from "./answer.mjs";

const writeConcern = { w: "majority", journal: true };
const client = await MongoClient.connect(process.env.URI, { writeConcern });
const orders = client.db().collection("orders");

const app = express();
app.post("/api/orders", express.json(), async (req, res) => {
  const order = { ...req.body, created_at: new Date() };
  await orders.insertOne(order);
  res.status(201).json(order);
});

const server = app.listen(0, "127.0.0.1", () =>
  answer(() => undefined, { url: `http://127.0.0.1:${server.address().port}` }),
);
