/** Counts how often the connection came back: what failed before that deserves another try. */
export class Recoveries {
  #count = 0;
  readonly #listeners = new Set<() => void>();

  /** Whether it has come back since this function was made. */
  watch(): () => boolean {
    const before = this.#count;
    return () => this.#count !== before;
  }

  add(): void {
    this.#count += 1;
    for (const listener of this.#listeners) listener();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
}
