import { nextFrame } from "./nextFrame";

/** When much comes: nobody follows more pictures than that, and each costs the same however much is new in it. */
export const PACE_MS = 100;
/** How long after the last movement the hand is still on the wheel. */
const MOVING_MS = 150;
/** Longer than that nothing waits for it. */
export const MOVING_MAX_MS = 1_000;

/** `isMoving`: the hand is on the wheel; when it no longer is, nothing may come, to say so. */
type Take<Item> = (items: readonly Item[], isMoving: boolean) => void;

/** Gathers what comes, and hands it over for the next picture drawn, but not again within `PACE_MS`. */
export class FrameQueue<Item> {
  readonly #take: Take<Item>;
  #items: Item[] = [];
  /** When the first of these came. */
  #since = Infinity;
  #cancel: (() => void) | undefined;
  #takenAt = -Infinity;
  #movedAt = -Infinity;
  #wasMoving = false;

  constructor(take: Take<Item>) {
    this.#take = take;
  }

  push(item: Item): void {
    this.#items.push(item);
    this.#since = Math.min(this.#since, performance.now());
    this.#cancel ??= this.#plan();
  }

  /** What is on the screen is being scrolled: what comes waits, so that each of these pictures is in time. */
  moving(): void {
    this.#movedAt = performance.now();
  }

  /** Hands over what has come so far, at once. */
  flush(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    const [items, now] = [this.#items, performance.now()];
    const isMoving = now < this.#movedAt + MOVING_MS;
    if (items.length > 0 || (this.#wasMoving && !isMoving)) {
      [this.#items, this.#since, this.#takenAt, this.#wasMoving] = [[], Infinity, now, isMoving];
      this.#take(items, isMoving);
    }
    if (this.#wasMoving) this.#cancel ??= this.#plan();
  }

  #plan(): () => void {
    const untilStill = Math.min(this.#movedAt + MOVING_MS, this.#since + MOVING_MAX_MS);
    const early = Math.max(untilStill, this.#takenAt + PACE_MS) - performance.now();
    if (early <= 0) return nextFrame(() => this.flush());
    const timer = setTimeout(() => (this.#cancel = this.#plan()), early);
    return () => clearTimeout(timer);
  }
}
