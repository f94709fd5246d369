// The durable worker: reads the changes from a stored cursor, lets each handler do its idempotent work, and stores the
// cursor last. A crash in between makes the same changes come again, never get lost. Runs in one process at a time.
import type { Logger } from "pino";
import type { ChangeReader } from "../models/changeReader.js";
import { isDatabaseError, isDatabaseUnavailable } from "../models/errors.js";
import type { OrderChange } from "../models/orderChange.js";
import { NO_PLACE, type WatcherModel } from "../models/Watcher.js";
import { watchChanges } from "./changeStreamService.js";
import { leadership, type LeadershipOptions, type Work } from "./leadership.js";

/** Under this name its cursor and its lease are kept. */
export const WORKER = "worker";
/** A mail may wait this long; one read for many changes leaves the machine to the requests and the screens. */
const REST_MS = 100;
/** Changes per read while it catches up; measured: from 500 to 2,000 it gets faster, beyond that it does not. */
const BATCH_SIZE = 2_000;
/**
 * The cursor is stored this often at most: storing it with every change would be a second journaled write per order.
 * After a crash the changes of this time come again, which is harmless.
 */
const STORE_EVERY_MS = 1_000;
/** While nothing changes, the moving position is stored this often, so that a quiet collection's cursor stays young. */
const STORE_IDLE_EVERY_MS = 10_000;
/** A change that fails this often, while the database is well, is stepped past, loudly: it must not stop the others. */
const ATTEMPTS = 5;

/** Work that changes bring; must be harmless when it is done twice. */
export type ChangeHandler = {
  readonly name: string;
  readonly handle: (changes: readonly OrderChange[]) => Promise<void>;
};

export type ChangeWorkerParts = {
  readonly changes: ChangeReader;
  readonly watchers: WatcherModel;
  readonly handlers: readonly ChangeHandler[];
  readonly logger: Logger;
  /** Resolves when the database is fit to be read. */
  readonly begun: Promise<void>;
  /** Finds out what was missed from the orders themselves; returns the cursor from which the stream goes on. */
  readonly reconcile: () => Promise<string>;
  readonly onHistoryLost: () => void;
  readonly onSkipped: () => void;
  readonly onReopened: () => void;
  readonly lease?: Pick<LeadershipOptions, "leaseMs" | "lookEveryMs">;
};

class LeaseLostError extends Error {
  override name = "LeaseLostError";
  constructor() {
    super("Another process leads the durable work");
  }
}

/** Each handler by itself, so that one that fails takes nothing from the others. */
async function handleAlone(change: OrderChange, handlers: readonly ChangeHandler[]): Promise<unknown> {
  let failure: unknown;
  for (const handler of handlers) {
    try {
      await handler.handle([change]);
    } catch (error) {
      if (isDatabaseUnavailable(error)) throw error;
      failure ??= error;
    }
  }
  return failure;
}

/** Hands changes to the handlers; a change that no repetition helps is tried alone, and left out at last. */
function dispatcher({ handlers, logger, onSkipped }: ChangeWorkerParts) {
  let failures = 0;

  async function oneByOne(changes: readonly OrderChange[]): Promise<void> {
    const failed: { readonly change: OrderChange; readonly err: unknown }[] = [];
    for (const change of changes) {
      const err = await handleAlone(change, handlers);
      if (err !== undefined) failed.push({ change, err });
    }
    // When the database refuses every one, the fault is not theirs.
    if (failed.length === changes.length && failed.every(({ err }) => isDatabaseError(err)))
      throw failed[0]?.err;
    for (const { change, err } of failed) {
      logger.fatal({ err, order_id: change.id, cursor: change.cursor }, "A change was stepped past");
      onSkipped();
    }
  }

  return async (changes: readonly OrderChange[]): Promise<void> => {
    try {
      for (const handler of handlers) await handler.handle(changes);
      failures = 0;
    } catch (error) {
      if (isDatabaseUnavailable(error) || ++failures < ATTEMPTS) throw error;
      await oneByOne(changes);
      failures = 0;
    }
  };
}

/** Finds out from the orders themselves what was missed; returns the cursor from which the stream goes on. */
async function catchUp(parts: ChangeWorkerParts, owner: string, why: string): Promise<string> {
  parts.logger.error(`${why}: comparing the orders with the log`);
  parts.onHistoryLost();
  const cursor = await parts.reconcile();
  await parts.watchers.storeHistoryLost(WORKER, owner);
  return cursor;
}

/** The work of one leader. */
function lead(parts: ChangeWorkerParts, owner: string, onLost: () => void): Work {
  const { changes, watchers, logger } = parts;
  let changedSinceStore = false;
  let storedAt = -STORE_IDLE_EVERY_MS;
  const dispatch = dispatcher(parts);
  let isLost = false;
  const store = async (cursor: string) => {
    if (await watchers.store(WORKER, owner, cursor)) return;
    isLost = true;
    onLost();
    throw new LeaseLostError();
  };

  const watcher = watchChanges({
    changes,
    logger,
    restMs: REST_MS,
    batchSize: BATCH_SIZE,
    onReopened: parts.onReopened,
    async start() {
      const cursor = (await watchers.load(WORKER)) ?? NO_PLACE;
      return cursor === NO_PLACE ? await catchUp(parts, owner, "The worker's place is not known") : cursor;
    },
    async onChanges(batch) {
      if (isLost) throw new LeaseLostError();
      await dispatch(batch);
      changedSinceStore = true;
    },
    async onPosition(cursor) {
      if (performance.now() - storedAt < (changedSinceStore ? STORE_EVERY_MS : STORE_IDLE_EVERY_MS)) return;
      await store(cursor);
      changedSinceStore = false;
      storedAt = performance.now();
    },
    async onHistoryLost(next) {
      if (next !== undefined) {
        logger.warn("The orders were dropped; going on with the collection that comes next");
        return next;
      }
      const cursor = await catchUp(parts, owner, "The oplog no longer holds the worker's position");
      await store(cursor);
      return cursor;
    },
  });

  return {
    lagMs: watcher.lagMs,
    async stop(isLeader) {
      await watcher.stop();
      const cursor = watcher.cursor();
      if (isLeader && cursor !== undefined) await store(cursor).catch(() => undefined);
    },
  };
}

export function changeWorker(parts: ChangeWorkerParts) {
  const { watchers, logger, begun, lease } = parts;
  return leadership({ watchers, name: WORKER, logger, begun, ...lease }, (owner, onLost) =>
    lead(parts, owner, onLost),
  );
}
