import { setTimeout } from "node:timers/promises";
import type { Db } from "mongodb";
import type { Bench, Context } from "../lib/context.js";
import { absolute, compared } from "../lib/figures.js";
import { openClient } from "../lib/mongod.js";
import { interleave } from "../lib/rounds.js";

const CHANGES = 100_000;
const ROUNDS = 3;
const LOOK_EVERY_MS = 250;
const WITHIN_MS = 300_000;
/** The live feed of a backend that starts reads the last minute too; these changes were missed longer ago. */
const MISSED_FOR_MS = 61_000;
/** Until then the process fills its caches and its heap; from then on memory has to be flat. */
const WARM_SHARE = 0.25;

type Place = { readonly _id: string; readonly cursor: string };

const watchers = (db: Db) => db.collection<Place>("watchers");

async function memoryMb(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(/^process_resident_memory_bytes (\S+)$/m.exec(text)?.[1]) / 1e6;
}

/** The worker begins at `place` again, as if it had done nothing since. */
async function rewind(db: Db, place: Place): Promise<void> {
  await Promise.all(["order_log", "mails"].map(async (name) => await db.collection(name).deleteMany({})));
  await watchers(db).replaceOne({ _id: place._id }, place);
}

/** A new backend works until all changes are in the log; time from its start, and how its memory grew. */
async function catchUp(context: Context, uri: string, db: Db) {
  const backend = await context.startBackend(uri);
  const [startedAt, before] = [performance.now(), await memoryMb(backend.url)];
  let [warm, most] = [before, before];
  const log = db.collection("order_log");
  for (let done = 0; done < CHANGES; done = await log.estimatedDocumentCount()) {
    if (performance.now() - startedAt > WITHIN_MS) throw new Error("The worker did not catch up");
    await setTimeout(LOOK_EVERY_MS);
    most = Math.max(most, await memoryMb(backend.url));
    if (done < WARM_SHARE * CHANGES) warm = most;
  }
  const ms = performance.now() - startedAt;
  await backend.stop();
  return { perSecond: CHANGES / (ms / 1_000), warmMb: warm - before, grownMb: most - warm };
}

export const catchup: Bench = {
  name: "catchup",
  about: `the worker's way through ${CHANGES} missed changes, with log and mails, against the driver alone`,
  async run(context) {
    const mongod = await context.mongod("product");
    const uri = mongod.uriOf("missed");
    const first = await context.startBackend(uri);
    await first.stop();
    const db = (await openClient(uri, context.cleanup)).db();
    const place = await watchers(db).findOne({ _id: "worker" });
    if (!place) throw new Error("The worker has kept no place");
    const filler = await context.startPart("catchUpFill");
    await filler.ask({ uri, count: CHANGES }, WITHIN_MS);
    const drain = await context.startPart("catchUpDrain");
    await setTimeout(MISSED_FOR_MS);

    const rounds = await interleave(ROUNDS, {
      product: async () => {
        await rewind(db, place);
        return await catchUp(context, uri, db);
      },
      baseline: async () => {
        const question = { uri, cursor: place.cursor, count: CHANGES };
        return CHANGES / ((await drain.ask<number>(question, WITHIN_MS)) / 1_000);
      },
    });
    const product = rounds.product.map(({ perSecond }) => perSecond);
    const warm = rounds.product.map(({ warmMb }) => warmMb);
    const grown = rounds.product.map(({ grownMb }) => grownMb);
    return {
      figures: [
        compared("changes per second", "/s", { product, baseline: rounds.baseline }, { atLeast: 0.5 }),
        absolute("memory grown over the first quarter", "MB", warm),
        absolute("memory grown from there to the end", "MB", grown),
      ],
      facts: {
        how: `${ROUNDS} rounds; half orders, half changes, one mail in 100`,
        mails: await db.collection("mails").countDocuments(),
      },
    };
  },
};
