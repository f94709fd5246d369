// Straight to the database, as mongosh or a script of the shop writes it.
import { ORDER_STATUSES, type OrderStatus } from "@order-desk/contract";
import { MongoClient, ObjectId, type Collection } from "mongodb";
import type { JobDocument } from "../../backend/src/models/Job.js";

export type OrderDocument = {
  _id: ObjectId;
  order_number: number;
  version: number;
  customer_name: string;
  customer_email: string;
  product_name: string;
  quantity: number;
  price_minor: number;
  total_minor: number;
  currency: string;
  status: OrderStatus;
  created_at: Date;
  updated_at: Date;
};

export type StoredOrders = {
  readonly orders: Collection<OrderDocument>;
  readonly mails: Collection<{ _id: string; order_id: string; state: string }>;
  readonly jobs: Collection<JobDocument>;
  /** Removes every order and fills in `count` others, numbered from 1, a sixth of them in each status. */
  readonly reset: (count?: number) => Promise<void>;
  readonly removeViews: () => Promise<void>;
  readonly close: () => Promise<void>;
};

const DAY_MS = 86_400_000;

/** The `index`-th of `count` stored orders; the last one is the newest. */
export function orderDocument(index: number, count: number): OrderDocument {
  // Older than whatever a test makes, so that new orders come first.
  const at = new Date(Date.now() - DAY_MS + Math.floor((index / count) * DAY_MS * 0.9));
  return {
    _id: ObjectId.createFromTime(Math.floor(at.getTime() / 1000)),
    order_number: index,
    version: 1,
    customer_name: `Stored customer ${index}`,
    customer_email: `stored-${index}@example.com`,
    product_name: `Stored product ${index}`,
    quantity: 1 + (index % 5),
    price_minor: 1_050,
    total_minor: 1_050 * (1 + (index % 5)),
    currency: "USD",
    status: ORDER_STATUSES[index % ORDER_STATUSES.length]!,
    created_at: at,
    updated_at: at,
  };
}

export function openOrders(uri: string): StoredOrders {
  const client = new MongoClient(uri, { writeConcern: { w: "majority" } });
  const orders = client.db().collection<OrderDocument>("orders");
  return {
    orders,
    mails: client.db().collection("mails"),
    jobs: client.db().collection("jobs"),
    async removeViews() {
      await client.db().collection("views").deleteMany({});
    },
    async reset(count = 0) {
      await orders.deleteMany({});
      const documents = Array.from({ length: count }, (_, index) => orderDocument(index + 1, count));
      if (count > 0) await orders.insertMany(documents);
    },
    close: async () => await client.close(),
  };
}
