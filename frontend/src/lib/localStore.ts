// A value that this browser keeps, the same in all its tabs.

/** Undefined where there is nothing, or where the browser keeps nothing. */
function readStored(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "null") ?? undefined;
  } catch {
    return undefined;
  }
}

export class LocalStore<Value> {
  readonly #key: string;
  readonly #parse: (stored: unknown) => Value;
  #value: Value | undefined;
  readonly #listeners = new Set<() => void>();

  /** @param parse whatever is there becomes a value: other versions and other hands write it too */
  constructor(key: string, parse: (stored: unknown) => Value) {
    this.#key = key;
    this.#parse = parse;
    if (typeof window === "undefined") return;
    window.addEventListener("storage", (event) => {
      if (event.key !== null && event.key !== key) return;
      this.#value = undefined;
      this.#notify();
    });
  }

  readonly get = (): Value => (this.#value ??= this.#parse(readStored(this.#key)));

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  set(value: Value): void {
    this.#value = value;
    try {
      localStorage.setItem(this.#key, JSON.stringify(value));
    } catch {
      // A private window keeps nothing: it holds as long as the page.
    }
    this.#notify();
  }

  #notify(): void {
    for (const listener of this.#listeners) listener();
  }
}
