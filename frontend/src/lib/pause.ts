// A wait that somebody can end early.

export class Pause {
  #end: (() => void) | undefined;

  async rest(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#end = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#end = undefined;
  }

  /** False when nobody waits. */
  end(): boolean {
    const end = this.#end;
    end?.();
    return end !== undefined;
  }
}
