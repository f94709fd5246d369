// Work that has begun and whose answer is still to come.

export class UnderWay {
  readonly #works = new Set<Promise<unknown>>();

  async during<Answer>(work: Promise<Answer>): Promise<Answer> {
    this.#works.add(work);
    try {
      return await work;
    } finally {
      this.#works.delete(work);
    }
  }

  /** When all of it that has begun by now has ended, well or not. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#works);
  }
}
