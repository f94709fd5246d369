// Waits for the database and makes it fit; nothing else touches it before.
import { once } from "node:events";
import { setTimeout } from "node:timers/promises";
import type { Logger } from "pino";
import type { Database } from "./database.js";
import { isNotSignedIn, isUnauthorized } from "./errors.js";
import { changeReader } from "./changeReader.js";
import { addTerms } from "./orderUpgrade.js";
import { assertSuitable, ensureSchema, UnsuitableDatabaseError } from "./schema.js";
import { NO_PLACE, watcherModel } from "./Watcher.js";

const TRY_EVERY_MS = 1_000;

/** What to do when the database does not let this user in; undefined when that is not what happened. */
function refusalOf(error: unknown): string | undefined {
  if (isNotSignedIn(error))
    return "MongoDB does not accept the user or the password of MONGODB_URI. A user of another database needs authSource there.";
  if (isUnauthorized(error))
    return (
      "The user of MONGODB_URI may not do what is needed: grant it readWrite on the database, and dbAdmin where the " +
      "collection orders was there before (to switch on its pre- and post-images)."
    );
  return undefined;
}

export type Preparation = {
  /** Name of the durable worker. */
  readonly worker: string;
  /** The currency of orders that name none. */
  readonly shopCurrency: string;
  readonly logger: Logger;
};

/** Before the first write a place is kept for the worker, so that no change of status comes before it. */
async function keepPlace(database: Database, { worker, shopCurrency }: Preparation): Promise<void> {
  const watchers = watcherModel(database);
  if ((await watchers.load(worker)) !== undefined) return;
  if ((await database.orderLog.findOne({}, { projection: { _id: 1 } })) !== null) {
    // It was there once: what was missed since has to be found out.
    await watchers.begin(worker, NO_PLACE);
    return;
  }
  const changes = changeReader(database, shopCurrency);
  await watchers.begin(worker, await changes.cursorAt(await changes.now()));
}

/**
 * Tries until the database is there and fit, or `signal` aborts; throws only what no waiting mends.
 * @param connections all that the product uses.
 */
export async function prepareDatabase(
  connections: { readonly worker: Database } & Readonly<Record<string, Database>>,
  preparation: Preparation,
  signal: AbortSignal,
): Promise<void> {
  const { worker: database } = connections;
  const { shopCurrency, logger } = preparation;
  const attempt = async () => {
    // A client whose first use found no database stays closed for good, unless it is told to connect again.
    await Promise.all(Object.values(connections).map(async ({ client }) => await client.connect()));
    const version = await assertSuitable(database);
    await ensureSchema(database);
    await keepPlace(database, preparation);
    await addTerms(database, shopCurrency, logger);
    logger.info({ mongodb: version }, "The database is ready");
  };
  // An attempt may take ten seconds: a stop does not wait for it.
  const aborted = once(signal, "abort").then(() => signal.throwIfAborted());
  aborted.catch(() => undefined);
  for (;;) {
    try {
      await Promise.race([attempt(), aborted]);
      return;
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof UnsuitableDatabaseError) throw error;
      const refusal = refusalOf(error);
      if (refusal !== undefined) throw new UnsuitableDatabaseError(refusal, { cause: error });
      logger.error(
        { err: error },
        "The database is not ready; trying again. Is it running, and is MONGODB_URI right?",
      );
      await setTimeout(TRY_EVERY_MS, undefined, { signal });
    }
  }
}
