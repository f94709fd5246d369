// One key for one intention: an answer that got lost must not make a second order.

// Not crypto.randomUUID: a shop reached over plain http has none.
function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Keeps a key by what is sent, until the server has said yes or no to it. */
export class IdempotencyKeys {
  #open = new Map<string, string>();

  keyFor(body: unknown): string {
    const content = JSON.stringify(body);
    const key = this.#open.get(content) ?? randomKey();
    this.#open.set(content, key);
    return key;
  }

  settle(body: unknown): void {
    this.#open.delete(JSON.stringify(body));
  }

  /** What was meant is done or given up: the same content is another intention from here on. */
  forget(): void {
    this.#open.clear();
  }
}
