// Waiting for all to be calm after a fault: every tab as the database, every mail at its end, nothing behind.
import type { Stack } from "./stack.js";
import { holdsWithin } from "./wait.js";

type Lying = { _id: { toHexString(): string }; version: number; status: string };

async function tabsAreCurrent({ set, database, tabs }: Stack): Promise<boolean> {
  const orders = (await set.client
    .db(database)
    .collection("orders")
    .find({}, { projection: { version: 1, status: 1 } })
    .toArray()) as unknown as Lying[];
  return tabs.every((tab) => {
    if (!tab.isLive()) return false;
    const shown = tab.shown();
    return (
      shown.size === orders.length &&
      orders.every(({ _id, version, status }) => {
        const order = shown.get(_id.toHexString());
        return order?.version === version && order.status === status;
      })
    );
  });
}

async function mailsAreDone({ set, database }: Stack): Promise<boolean> {
  const waiting = { state: { $in: ["queued", "sending"] } };
  return (await set.client.db(database).collection("mails").countDocuments(waiting)) === 0;
}

async function nothingIsBehind({ backends }: Stack): Promise<boolean> {
  const all = await Promise.all(backends.map(async (backend) => await backend.health()));
  const leaders = all.filter((health) => health?.worker.role === "leader");
  return (
    leaders.length === 1 &&
    leaders.every((health) => (health?.worker.lag_ms ?? Infinity) <= 1_000) &&
    all.every((health) => health?.status === "ready" && (health.feed.lag_ms ?? Infinity) <= 1_000)
  );
}

/** As many changes of status are in the log as the orders remember. */
async function mailsAreThere({ set, database }: Stack): Promise<boolean> {
  const db = set.client.db(database);
  const changes = { $sum: { $size: { $ifNull: ["$status_changes", []] } } };
  const [made] = await db
    .collection("orders")
    .aggregate<{ n: number }>([{ $group: { _id: null, n: changes } }])
    .toArray();
  return (await db.collection("mails").countDocuments()) >= (made?.n ?? 0);
}

/** False when it did not come about in time: the checker then says what is missing. */
export async function awaitQuiet(stack: Stack, withinMs: number): Promise<boolean> {
  const isQuiet = async () =>
    (await nothingIsBehind(stack)) &&
    (await mailsAreThere(stack)) &&
    (await mailsAreDone(stack)) &&
    (await tabsAreCurrent(stack));
  return await holdsWithin(withinMs, async () => await isQuiet().catch(() => false), 150);
}
