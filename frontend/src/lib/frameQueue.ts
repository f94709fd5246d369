import { nextFrame } from "./nextFrame";

/** Gathers what comes, and hands it over once for each picture drawn. */
export class FrameQueue<Item> {
  readonly #take: (items: readonly Item[]) => void;
  #items: Item[] = [];
  #cancelFrame: (() => void) | undefined;

  constructor(take: (items: readonly Item[]) => void) {
    this.#take = take;
  }

  push(item: Item): void {
    this.#items.push(item);
    this.#cancelFrame ??= nextFrame(() => this.flush());
  }

  /** Hands over what has come so far, at once. */
  flush(): void {
    this.#cancelFrame?.();
    this.#cancelFrame = undefined;
    const items = this.#items;
    this.#items = [];
    if (items.length > 0) this.#take(items);
  }
}
