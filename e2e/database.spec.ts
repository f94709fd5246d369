// Written straight into the database: by mongosh, a driver or a script of the shop.
import { ObjectId } from "mongodb";
import { orderDocument } from "./helpers/database.js";
import { expect, test } from "./helpers/test.js";
import { until } from "../backend/test/helpers/wait.js";

test("when orders are inserted, updated, replaced and deleted past the API, then both tabs and their counts follow", async ({
  shop,
  tabs,
}) => {
  const both = [await tabs.open(shop.url), await tabs.open(shop.url)];
  for (const desk of both) await desk.expectLive();
  const { orders } = shop.stored;
  const everywhere = async (counts: Parameters<(typeof both)[0]["expectCounts"]>[0]) => {
    for (const desk of both) {
      await desk.expectShows(await shop.api.list());
      await desk.expectCounts(counts);
    }
  };

  const document = { ...orderDocument(7, 10), _id: new ObjectId(), status: "pending" as const };
  await orders.insertOne(document);
  for (const desk of both) await expect(desk.toast("New order created!")).toContainText("Stored customer 7");
  await everywhere({ all: 1, pending: 1 });

  await orders.updateOne({ _id: document._id }, { $set: { customer_name: "Renamed by a script" } });
  for (const desk of both) await expect(desk.row(String(document._id))).toContainText("Renamed by a script");

  await orders.updateOne({ _id: document._id }, { $set: { status: "shipped" } });
  await everywhere({ all: 1, pending: 0, shipped: 1 });
  await until("the mail", () => shop.mail.sentTo(document.customer_email).length > 0);

  const { _id, ...rest } = document;
  await orders.replaceOne({ _id }, { ...rest, product_name: "Replaced", status: "delivered", version: 9 });
  for (const desk of both) await expect(desk.row(String(_id))).toContainText("Replaced");
  await everywhere({ all: 1, shipped: 0, delivered: 1 });

  await orders.insertMany([orderDocument(1, 10), orderDocument(2, 10)]);
  await everywhere({ all: 3 });

  await orders.deleteOne({ _id });
  for (const desk of both) await expect(desk.row(String(_id))).toHaveCount(0);
  await everywhere({ all: 2, delivered: 0 });
  await orders.deleteMany({});
  for (const desk of both)
    await expect(desk.page.getByRole("heading", { name: "No orders yet" })).toBeVisible();
});

test("when a script leaves fields out, then the order is shown with the usual values", async ({
  desk,
  shop,
}) => {
  const _id = new ObjectId();
  await shop.stored.orders.insertOne({ _id, customer_name: "Only a name" } as never);
  await expect(desk.row(String(_id))).toContainText("Only a name");
  // It has a place in the list when the worker has given it the times by which that is sorted.
  await expect.poll(async () => (await shop.api.list()).length).toBe(1);
  await desk.expectShows(await shop.api.list());
  await desk.expectCounts({ all: 1, pending: 1 });
  // Two quick changes are two states, and the last one stays.
  await shop.stored.orders.updateOne({ _id }, { $set: { status: "processing" } });
  await shop.stored.orders.updateOne({ _id }, { $set: { status: "cancelled" } });
  await expect(desk.status(String(_id))).toHaveText("Cancelled");
  await desk.expectCounts({ all: 1, pending: 0, processing: 0, cancelled: 1 });
});
