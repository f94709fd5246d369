// Waiting for conditions, never for time to pass.
import { setTimeout } from "node:timers/promises";

/** The first value of `read` that is neither undefined, null nor false; fails with `what` after `withinMs`. */
export async function until<T>(
  what: string,
  read: () => T | Promise<T>,
  withinMs = 20_000,
): Promise<NonNullable<Exclude<T, false>>> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const found = await read();
    if (found !== undefined && found !== null && found !== false)
      return found as NonNullable<Exclude<T, false>>;
    if (performance.now() > deadline) throw new Error(`Waited ${withinMs} ms in vain: ${what}`);
    await setTimeout(10);
  }
}
