// How many orders there are in the lists that are looked at, as the server counts them while they are.
import {
  listCounts,
  WATCHED_LISTS_BYTES_MAX,
  WATCHED_LISTS_MAX,
  type ListCount,
  type WatchedList,
} from "@order-desk/contract";
import type { TopicChannel, Topics } from "./topics";

const UTF8 = new TextEncoder();
const bytesOf = (list: WatchedList) => UTF8.encode(JSON.stringify(list)).length + 1;

/** As many as may be counted: those at the end are the ones that have no number then. */
function withinLimits(lists: readonly WatchedList[]): WatchedList[] {
  let bytes = 2;
  return lists
    .slice(0, WATCHED_LISTS_MAX)
    .filter((list) => (bytes += bytesOf(list)) <= WATCHED_LISTS_BYTES_MAX);
}

export class CountWatch {
  /** By a name of its own for each: an answer that is late is not taken for one to the next question under the same key. */
  readonly #watched = new Map<string, WatchedList>();
  #counts: ReadonlyMap<string, ListCount> = new Map();
  readonly #listeners = new Set<() => void>();
  #isAsking = false;
  #asked = 0;
  #channel: TopicChannel | undefined;

  constructor(topics: Topics) {
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

  /** Counts it until the returned function is called. The same key may be watched in several places. */
  watch(list: WatchedList): () => void {
    const name = String((this.#asked += 1));
    this.#watched.set(name, list);
    this.#ask();
    return () => {
      this.#watched.delete(name);
      const isWatched = [...this.#watched.values()].some(({ key }) => key === list.key);
      if (!isWatched) this.#set([...this.#counts].filter(([key]) => key !== list.key));
      this.#ask();
    };
  }

  /** Once for all that is asked for in one go. */
  #ask(): void {
    if (this.#isAsking) return;
    this.#isAsking = true;
    queueMicrotask(() => {
      this.#isAsking = false;
      const lists = withinLimits([...this.#watched].map(([name, list]) => ({ ...list, key: name })));
      this.#channel?.emit("watch-counts", lists, (isWatched) => {
        if (!isWatched) console.error(`The live feed does not count these ${lists.length} lists`);
      });
    });
  }

  #hear(sent: unknown): void {
    const counts = listCounts.safeParse(sent);
    if (!counts.success) {
      console.error("The live feed sent counts that are not understood", counts.error);
      return;
    }
    const known = Object.entries(counts.data).flatMap(([name, count]) => {
      const key = this.#watched.get(name)?.key;
      return key === undefined ? [] : [[key, count] as const];
    });
    this.#set([...this.#counts, ...known]);
  }

  #set(counts: Iterable<readonly [string, ListCount]>): void {
    this.#counts = new Map(counts);
    for (const listener of this.#listeners) listener();
  }
}
