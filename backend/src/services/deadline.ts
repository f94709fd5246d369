// The database driver has no deadline over a whole operation; each request gets one of its own.
import { AsyncLocalStorage } from "node:async_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { isDatabaseUnavailable } from "../models/errors.js";
import { unavailable } from "./errors.js";

/** How long a request may wait for the database before it is answered with 503, in milliseconds. */
export const REQUEST_DEADLINE_MS = 4_500;
/** For a request that looks at a hundred thousand orders, or at a file. */
export const BULK_DEADLINE_MS = 30_000;

const isLateHere = new AsyncLocalStorage<() => boolean>();

/** Throws when the request that this is part of has been answered with 503 by now: what it asked for must not begin. */
export function assertInTime(): void {
  if (isLateHere.getStore()?.()) throw unavailable();
}

/** Runs `work` within the time; it can ask whether it is late, and then begin nothing more. */
async function within<T>(ms: number, work: (isLate: () => boolean) => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      isOver = true;
      reject(unavailable());
    }, ms);
  });
  try {
    const isLate = () => isOver;
    return await Promise.race([isLateHere.run(isLate, async () => await work(isLate)), late]);
  } finally {
    clearTimeout(timer);
  }
}

type AsyncMethods = Record<string, (...args: never[]) => Promise<unknown>>;

/**
 * The same service, each call of which waits for `begun` and fails with `database_unavailable` when all of it takes
 * longer than the deadline, or `begun` fails. A call whose time ran out while it waited is not made: its client was told to try again.
 * @param ms for all, or by name for some that take longer.
 */
export function withDeadline<S extends AsyncMethods>(
  service: S,
  begun: Promise<void>,
  ms: number | Partial<Readonly<Record<keyof S, number>>> = REQUEST_DEADLINE_MS,
): S {
  const msOf = (name: keyof S) => (typeof ms === "number" ? ms : (ms[name] ?? REQUEST_DEADLINE_MS));
  const bounded = Object.entries(service).map(([name, method]) => [
    name,
    async (...args: never[]) =>
      await within(msOf(name), async (isLate) => {
        await begun.catch(() => {
          throw unavailable();
        });
        if (isLate()) throw unavailable();
        return await method(...args);
      }),
  ]);
  return Object.fromEntries(bounded) as S;
}

/** The driver repeats a write once, at once; an election takes longer. */
const AGAIN_AFTER_MS = 100;

/**
 * Repeats `work` while the database is away and `untilMs` (as of Date.now) has not come.
 * @param work must find its own earlier attempt done where that was carried out unheard.
 */
export async function whileUnavailable<T>(
  work: (isRepeat: boolean) => Promise<T>,
  untilMs = Date.now() + REQUEST_DEADLINE_MS,
): Promise<T> {
  for (let isRepeat = false; ; isRepeat = true) {
    try {
      return await work(isRepeat);
    } catch (error) {
      if (!isDatabaseUnavailable(error) || Date.now() + AGAIN_AFTER_MS > untilMs) throw error;
      await sleep(AGAIN_AFTER_MS);
    }
  }
}
