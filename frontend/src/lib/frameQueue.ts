import { nextFrame } from "./nextFrame";

/** When much comes: nobody follows more pictures than that, and each costs the same however much is new in it. */
export const PACE_MS = 100;
/** How long after the last movement the hand is still on the wheel. */
const MOVING_MS = 150;
/** Longer than that nothing waits for it. */
export const MOVING_MAX_MS = 1_000;

/** Gathers what comes, and hands it over for the next picture drawn, but not again within `PACE_MS`. */
export class FrameQueue<Item> {
  readonly #take: (items: readonly Item[]) => void;
  #items: Item[] = [];
  #cancel: (() => void) | undefined;
  #takenAt = -Infinity;
  #movedAt = -Infinity;

  constructor(take: (items: readonly Item[]) => void) {
    this.#take = take;
  }

  push(item: Item): void {
    this.#items.push(item);
    this.#cancel ??= this.#plan(performance.now());
  }

  /** What is on the screen is being scrolled: what comes waits, so that each of these pictures is in time. */
  moving(): void {
    this.#movedAt = performance.now();
  }

  /** Hands over what has come so far, at once. */
  flush(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    const items = this.#items;
    if (items.length === 0) return;
    this.#items = [];
    this.#takenAt = performance.now();
    this.#take(items);
  }

  /** @param since when the first of what waits came */
  #plan(since: number): () => void {
    const untilStill = Math.min(this.#movedAt + MOVING_MS, since + MOVING_MAX_MS);
    const early = Math.max(untilStill, this.#takenAt + PACE_MS) - performance.now();
    if (early <= 0) return nextFrame(() => this.flush());
    const timer = setTimeout(() => (this.#cancel = this.#plan(since)), early);
    return () => clearTimeout(timer);
  }
}
