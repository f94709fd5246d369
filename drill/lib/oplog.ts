// Making an oplog turn over.
import { setTimeout } from "node:timers/promises";
import { Timestamp, type MongoClient } from "mongodb";

/** Small, and cut soon: what is behind a checkpoint may go. */
export const SMALL_OPLOG = { oplogMb: 16, args: ["--syncdelay", "1"] } as const;

const FILLER_KB = 256;

/** When the database's own history begins. */
export async function oplogStart(client: MongoClient): Promise<Timestamp> {
  const oplog = client.db("local").collection<{ ts: Timestamp }>("oplog.rs");
  const first = await oplog.findOne({}, { sort: { $natural: 1 }, projection: { ts: 1 } });
  return first?.ts ?? new Timestamp({ t: 0, i: 0 });
}

export async function clusterTime(client: MongoClient): Promise<Timestamp> {
  return (await client.db("admin").command({ hello: 1 })).operationTime as Timestamp;
}

/** Writes elsewhere; `perSecondMb` 0: as fast as it goes. */
export async function fill(
  client: MongoClient,
  isEnough: () => Promise<boolean>,
  perSecondMb = 0,
): Promise<void> {
  const filler = client.db("filler").collection("noise");
  const text = "x".repeat(FILLER_KB * 1_024);
  while (!(await isEnough())) {
    await filler.insertMany(Array.from({ length: 4 }, () => ({ text })));
    if (perSecondMb > 0) await setTimeout((FILLER_KB * 4) / perSecondMb);
  }
  await client.db("filler").dropDatabase();
}

/** Until nothing from before now is left. */
export async function rollOver(client: MongoClient): Promise<void> {
  const now = await clusterTime(client);
  await fill(client, async () => (await oplogStart(client)).greaterThan(now));
}
