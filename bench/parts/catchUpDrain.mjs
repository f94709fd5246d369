// Baseline of `catchup`: the driver alone reads the same changes with the same images, and does nothing with them.
import { MongoClient } from "mongodb";
import { answer } from "./answer.mjs";

answer(async ({ uri, cursor, count }) => {
  const client = await MongoClient.connect(uri);
  const stream = client
    .db()
    .collection("orders")
    .watch([], {
      startAfter: { _data: cursor },
      fullDocument: "whenAvailable",
      fullDocumentBeforeChange: "whenAvailable",
    });
  const startedAt = performance.now();
  for (let seen = 0; seen < count; seen++) await stream.next();
  const ms = performance.now() - startedAt;
  await stream.close();
  await client.close();
  return ms;
});
