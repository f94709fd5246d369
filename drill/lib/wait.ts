// Waiting for conditions.
import { setTimeout } from "node:timers/promises";

/** True as soon as `read` is; false when it was not within the time. */
export async function holdsWithin(
  withinMs: number,
  read: () => Promise<boolean> | boolean,
  everyMs = 50,
): Promise<boolean> {
  for (const until = performance.now() + withinMs; ;) {
    if (await read()) return true;
    if (performance.now() > until) return false;
    await setTimeout(everyMs);
  }
}

/** Throws with `what` when it did not come within the time. */
export async function until(
  what: string,
  read: () => Promise<boolean> | boolean,
  withinMs = 60_000,
  everyMs?: number,
): Promise<void> {
  if (!(await holdsWithin(withinMs, read, everyMs)))
    throw new Error(`Waited ${withinMs} ms in vain: ${what}`);
}
