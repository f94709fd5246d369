// How many orders there are in the lists that are looked at, as the server counts them while they are.
import { listCounts, type ListCount, type WatchedList } from "@order-desk/contract";
import type { TopicChannel, Topics } from "./topics";

export class CountWatch {
  readonly #topics: Topics;
  #watched: ReadonlyMap<string, WatchedList> = new Map();
  #counts: ReadonlyMap<string, ListCount> = new Map();
  readonly #listeners = new Set<() => void>();
  #isAsking = false;
  #channel: TopicChannel | undefined;

  constructor(topics: Topics) {
    this.#topics = topics;
    topics.onChannel((channel) => {
      this.#channel = channel;
      channel.on("list-counts", (sent) => this.#hear(sent));
      this.#ask();
    });
  }

  readonly count = (key: string): ListCount | undefined => this.#counts.get(key);
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  /** Counts it until the returned function is called. Another list under the same key takes its place. */
  watch(list: WatchedList): () => void {
    this.#watched = new Map(this.#watched).set(list.key, list);
    this.#ask();
    return () => {
      if (this.#watched.get(list.key) !== list) return;
      this.#watched = new Map([...this.#watched].filter(([key]) => key !== list.key));
      this.#forget(list.key);
      this.#ask();
    };
  }

  /** Once for all that is asked for in one go. */
  #ask(): void {
    if (this.#isAsking) return;
    this.#isAsking = true;
    queueMicrotask(() => {
      this.#isAsking = false;
      this.#channel?.emit("watch-counts", [...this.#watched.values()], () => undefined);
    });
  }

  #forget(key: string): void {
    this.#counts = new Map([...this.#counts].filter(([other]) => other !== key));
    this.#notify();
  }

  #hear(sent: unknown): void {
    const counts = listCounts.safeParse(sent);
    if (!counts.success) {
      console.error("The live feed sent counts that are not understood", counts.error);
      return;
    }
    const known = Object.entries(counts.data).filter(([key]) => this.#watched.has(key));
    this.#counts = new Map([...this.#counts, ...known]);
    this.#notify();
  }

  #notify(): void {
    for (const listener of this.#listeners) listener();
  }
}
