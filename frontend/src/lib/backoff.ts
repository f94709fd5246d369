// How long to wait before trying again.

const FIRST_MS = 300;
const LONGEST_MS = 10_000;

/**
 * Milliseconds before the attempt behind `failures` failures in a row: doubling, and spread so that many
 * tabs do not come back in the same moment.
 * @param random from 0 to 1
 */
export function backoff(failures: number, random: number = Math.random()): number {
  const full = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.max(0, failures - 1));
  return Math.round(full * (0.75 + random * 0.25));
}
