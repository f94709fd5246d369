// The end of a run, as the database and the logs have it, added to the history.
import { readFile } from "node:fs/promises";
import type { MongoClient } from "mongodb";
import type { MailRow } from "../../backend/src/models/Mail.js";
import type { OrderDocument } from "../../backend/src/models/orderDocument.js";
import type { LogRow } from "../../backend/src/models/OrderLog.js";
import type { History, OrderRecord } from "./history.js";

const toOrderRecord = (order: OrderDocument, deleted: boolean): OrderRecord => ({
  kind: "order",
  id: order._id.toHexString(),
  marker: order.product_name,
  number: order.order_number,
  version: order.version,
  status: order.status,
  deleted,
  statusChanges: (order.status_changes ?? []).map(({ id, from, to }) => ({ id: id.toHexString(), from, to })),
});

export async function addDatabase(client: MongoClient, database: string, history: History): Promise<void> {
  const db = client.db(database);
  const orders = await db.collection<OrderDocument>("orders").find().toArray();
  const ids = new Set(orders.map(({ _id }) => _id.toHexString()));
  for (const order of orders) history.add(toOrderRecord(order, false));
  const copies = await db.collection<{ order: OrderDocument }>("deleted_orders").find().toArray();
  for (const { order } of copies)
    if (!ids.has(order._id.toHexString())) history.add(toOrderRecord(order, true));
  for (const row of await db.collection<LogRow>("order_log").find().sort({ cursor: 1 }).toArray()) {
    const to = (field: string) => row.changes.find((change) => change.field === field);
    const marker = row.kind === "created" ? to("product_name")?.to : to("customer_name")?.to;
    const status = row.kind === "created" ? undefined : to("status");
    history.add({
      ...{ kind: "story", order: row.order_id, event: row.kind, version: row.version, cursor: row.cursor },
      ...(typeof marker === "string" && { marker }),
      ...(status && {
        from: status.from as OrderDocument["status"],
        to: status.to as OrderDocument["status"],
      }),
    });
  }
  for (const row of await db.collection<MailRow>("mails").find().sort({ cursor: 1 }).toArray())
    history.add({
      ...{ kind: "mail", id: row._id, change: row.change_id, order: row.order_id, to: row.to_key },
      ...{ cursor: row.cursor, status: row.to_status, messageId: row.message_id, state: row.state },
      states: row.history.map(({ state }) => state),
    });
}

/** `time`: as in RFC 3339. */
type Line = { readonly level?: number; readonly time?: string };
const UNHANDLED = /unhandled|uncaught|UnhandledPromiseRejection/i;

function errorSecond(line: string): number | undefined {
  try {
    const { level = 0, time = "" } = JSON.parse(line) as Line;
    return level >= 50 ? Math.floor(Date.parse(time) / 1_000) : undefined;
  } catch {
    return undefined;
  }
}

export async function addLog(name: string, file: string, history: History): Promise<void> {
  const lines = (await readFile(file, "utf8")).split("\n");
  const perSecond = new Map<number, number>();
  for (const second of lines.map(errorSecond))
    if (second !== undefined) perSecond.set(second, (perSecond.get(second) ?? 0) + 1);
  history.add({
    ...{ kind: "said", name, unhandled: lines.filter((line) => UNHANDLED.test(line)).slice(0, 5) },
    mostErrorsInASecond: Math.max(0, ...perSecond.values()),
  });
}
