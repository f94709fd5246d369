// What is on the screen right now.

export class Shown<Key> {
  #counts = new Map<Key, number>();
  readonly has = (key: Key) => this.#counts.has(key);
  readonly keys = () => [...this.#counts.keys()];

  show(key: Key): () => void {
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
    return () => {
      const left = (this.#counts.get(key) ?? 0) - 1;
      if (left > 0) this.#counts.set(key, left);
      else this.#counts.delete(key);
    };
  }
}
