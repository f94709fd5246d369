// Orders that a change made here takes out of the list: their rows stay for a moment, so that one sees what became of them.

const LINGER_MS = 5_000;

export class Lingering {
  #ids: ReadonlySet<string> = new Set();
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  readonly ids = (): ReadonlySet<string> => this.#ids;

  set(id: string, isLingering: boolean): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
    if (isLingering)
      this.#timers.set(
        id,
        setTimeout(() => this.set(id, false), LINGER_MS),
      );
    if (this.#ids.has(id) === isLingering) return;
    const others = [...this.#ids].filter((other) => other !== id);
    this.#ids = new Set(isLingering ? [...others, id] : others);
    for (const listener of this.#listeners) listener();
  }
}
