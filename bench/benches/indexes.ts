import type { Db } from "mongodb";
import type { Child } from "../lib/children.js";
import type { Bench, Context } from "../lib/context.js";
import { compared, type Figure } from "../lib/figures.js";
import { openClient, type Mongod } from "../lib/mongod.js";
import { interleave } from "../lib/rounds.js";
import { seed } from "../lib/seed.js";

const ORDERS = 50_000;
const CONNECTIONS = 32;
const ROUNDS = 5;
const SECONDS = 2;
/** The one of _id cannot be taken away. */
const ID_INDEX = "_id_";

type Run = { readonly failed: number; readonly perSecond: number };
type Side = { readonly url: string; readonly db: Db };

async function startSide(context: Context, mongod: Mongod, name: string): Promise<Side> {
  const uri = mongod.uriOf(name);
  await seed(uri, ORDERS);
  const { url } = await context.startBackend(uri);
  return { url, db: (await openClient(uri, context.cleanup)).db() };
}

const pressWith = (load: Child) => async (url: string) => {
  const run = await load.ask<Run>({ url, connections: CONNECTIONS, seconds: SECONDS });
  if (run.failed > 0) throw new Error(`${run.failed} requests failed`);
  return run.perSecond;
};

/** Both sides have the same orders; one of them has this index taken away, and gets it back. */
async function costOf(index: string, whole: Side, other: Side, load: Child): Promise<Figure> {
  const orders = other.db.collection("orders");
  const described = (await orders.indexes()).find(({ name }) => name === index);
  await orders.dropIndex(index);
  const press = pressWith(load);
  await press(whole.url);
  await press(other.url);
  const rounds = await interleave(ROUNDS, {
    product: async () => await press(whole.url),
    baseline: async () => await press(other.url),
  });
  await other.db.command({ createIndexes: "orders", indexes: [described] });
  return compared(`POST with all indexes, against without ${index}`, "/s", rounds);
}

export const indexes: Bench = {
  name: "indexes",
  about: `what each index of the orders costs a POST, over ${CONNECTIONS} connections`,
  async run(context) {
    const mongod = await context.mongod("indexes");
    const whole = await startSide(context, mongod, "whole");
    const other = await startSide(context, mongod, "other");
    const load = await context.startPart("throughputLoad");
    const stats = await whole.db
      .collection("orders")
      .aggregate([{ $collStats: { storageStats: {} } }])
      .next();
    const names = (await whole.db.collection("orders").indexes()).map(({ name }) => name ?? "");
    const figures: Figure[] = [];
    for (const name of names) if (name !== ID_INDEX) figures.push(await costOf(name, whole, other, load));
    return {
      figures,
      facts: {
        how: `${ROUNDS} rounds of ${SECONDS} s each, two backends on one mongod, ${ORDERS} orders to begin with`,
        "bytes of each index": (stats?.storageStats as { indexSizes?: unknown } | undefined)?.indexSizes,
      },
    };
  },
};
