// The pace of jobs: small pieces with rests between them, so that requests and screens go on meanwhile.
import { setTimeout } from "node:timers/promises";

/**
 * A POST beside a job waits for the cores and for the journal as long as a piece takes, and what comes of it in all tabs: of 200
 * orders in one go 104 ms (p99; 8 to 11 without a job), of five 24, of two 15 (`npm run bench -- bulk`, 2 cores).
 */
const PIECE = 2;
/** A new order has an entry in each index to be made: two in one go 16 ms, one 12 (p99, an import of 10,000 28 s and 40). */
export const NEW_ORDERS_PIECE = 1;
/** Of the time that a piece took. */
const REST_SHARE = 1.5;
/** A piece that took longer waited for a machine or a database that stood still: nobody gains by a rest as long as that. */
const LONGEST_REST_MS = 1_000;

export class JobPace {
  readonly #signal: AbortSignal;
  #busySince = performance.now();

  /** @param signal ends all rests, for good. */
  constructor(signal: AbortSignal) {
    this.#signal = signal;
  }

  begin(): void {
    this.#busySince = performance.now();
  }

  /** Milliseconds of rest for what was done since the last one. */
  readonly owed = (): number =>
    Math.min(LONGEST_REST_MS, Math.ceil(REST_SHARE * (performance.now() - this.#busySince)));

  async rest(ms: number): Promise<void> {
    await setTimeout(ms, undefined, { signal: this.#signal }).catch(() => undefined);
    this.begin();
  }

  /** One piece after another; what comes of all of them, in their sequence. Of the last piece the rest is still owed. */
  async inPieces<Item, Result>(
    items: readonly Item[],
    work: (piece: readonly Item[], from: number) => Promise<readonly Result[]>,
    size = PIECE,
  ): Promise<Result[]> {
    const results: Result[] = [];
    for (let from = 0; from < items.length; from += size) {
      if (from > 0) await this.rest(this.owed());
      results.push(...(await work(items.slice(from, from + size), from)));
    }
    return results;
  }
}
