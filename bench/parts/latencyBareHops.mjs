// The hops of `latency` without the product: bare Express and insertOne, and a bare watcher that emits what it sees.
// Two of these run, as two backends do.
import { createServer } from "node:http";
import express from "express";
import { MongoClient } from "mongodb";
import { Server } from "socket.io";
import { answer } from "./answer.mjs";

const writeConcern = { w: "majority", journal: true };
const writer = await MongoClient.connect(process.env.URI, { writeConcern });
const watcher = await MongoClient.connect(process.env.URI);
await writer
  .db()
  .createCollection("orders")
  .catch(() => undefined);

const app = express();
app.post("/api/orders", express.json(), async (req, res) => {
  const order = { ...req.body, created_at: new Date() };
  await writer.db().collection("orders").insertOne(order);
  res.status(201).json(order);
});

const server = createServer(app);
const io = new Server(server, { serveClient: false });
io.on("connection", (socket) => socket.emit("feed-state", {}));

const stream = watcher.db().collection("orders").watch();
await stream.tryNext();

async function watch() {
  for await (const { fullDocument } of stream) io.emit("order-created", fullDocument);
}
watch().catch((error) => {
  console.error(error);
  process.exit(1);
});

server.listen(0, "127.0.0.1", () =>
  answer(() => undefined, { url: `http://127.0.0.1:${server.address().port}` }),
);
