// The durable worker: reads the changes from a stored cursor, lets each handler do its idempotent work, and stores the
// cursor last. A crash in between makes the same change come again, never get lost.
import type { Logger } from "pino";
import type { OrderChange, OrderChanges } from "../models/orderChanges.js";
import type { WatcherModel } from "../models/Watcher.js";
import { watchChanges } from "./changeStreamService.js";

/** Under this name its cursor is kept. */
export const WORKER = "worker";
/** A mail may wait this long; one read for many changes leaves the machine to the requests and the screens. */
const REST_MS = 100;
/**
 * The cursor is stored this often at most: storing it with every change would be a second journaled write per order.
 * After a crash the changes of this time come again, which is harmless.
 */
const STORE_EVERY_MS = 1_000;
/** While nothing changes, the moving position is stored this often, so that a quiet collection's cursor stays young. */
const STORE_IDLE_EVERY_MS = 10_000;

/** Work that each change brings; must be harmless when it is done twice. */
export type ChangeHandler = {
  readonly name: string;
  readonly takes: (change: OrderChange) => boolean;
  readonly handle: (change: OrderChange) => Promise<void>;
};

export type ChangeWorkerParts = {
  readonly changes: OrderChanges;
  readonly watchers: WatcherModel;
  readonly handlers: readonly ChangeHandler[];
  readonly logger: Logger;
  readonly onHistoryLost: () => void;
  /** Resolves when the database is fit to be read. */
  readonly begun: Promise<void>;
};

export function changeWorker(parts: ChangeWorkerParts) {
  const { changes, watchers, handlers, logger, onHistoryLost } = parts;
  let changedSinceStore = false;
  let storedAt = 0;

  return watchChanges({
    changes,
    logger,
    restMs: REST_MS,
    async start() {
      await parts.begun;
      return (await watchers.load(WORKER)) ?? (await changes.cursorAt(await changes.now()));
    },
    async onChange(change) {
      for (const handler of handlers) if (handler.takes(change)) await handler.handle(change);
      changedSinceStore = true;
    },
    async onPosition(cursor) {
      if (Date.now() - storedAt < (changedSinceStore ? STORE_EVERY_MS : STORE_IDLE_EVERY_MS)) return;
      await watchers.store(WORKER, cursor);
      changedSinceStore = false;
      storedAt = Date.now();
    },
    async onHistoryLost(next) {
      if (next !== undefined) {
        logger.warn("The orders were dropped; going on with the collection that comes next");
        return next;
      }
      logger.error(
        "The oplog no longer holds the worker's position: changes made in the gap get no mail. Going on from now",
      );
      onHistoryLost();
      return await changes.cursorAt(await changes.now());
    },
  });
}
