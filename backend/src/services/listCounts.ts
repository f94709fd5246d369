// How many orders there are in the lists that people look at: counted once, then kept by the feed's changes. What those
// cannot tell is counted again, by at most one question a second for all lists of all sockets together.
import type { ListCount, ListCounts as Told, WatchedList } from "@order-desk/contract";
import type { Logger } from "pino";
import { CountTooSlowError, type Counted, type Counting } from "../models/listCounting.js";
import type { OrderChange } from "../models/orderChange.js";
import { countingsOf, toCount } from "./listCount.js";
import { applyChange, keyOf, putOff, toEntry, waitOf, wantsCount, type ListEntry } from "./listEntry.js";

const COUNT_EVERY_MS = 1_000;
const TELL_EVERY_MS = 200;
/** So many lists are asked for together; the others are next. */
const TOGETHER_MAX = 128;

type Watcher = {
  /** Lists by the watcher's own names for them. */
  readonly lists: ReadonlyMap<string, ListEntry>;
  readonly tell: (news: Told) => void;
  readonly told: Map<string, ListCount>;
};

export type ListCountsParts = {
  /**
   * All at one moment of the database's history.
   * @param isAlone it is one list that is asked for
   */
  readonly count: (
    lists: readonly Counting[],
    isAlone: boolean,
  ) => Promise<{ counted: Counted[]; at: bigint }>;
  readonly logger: Logger;
};

/** Tells a watcher what is news to it. */
function tell({ lists, told, tell: say }: Watcher): void {
  const news = [...lists].flatMap(([name, { known }]) =>
    known && JSON.stringify(told.get(name)) !== JSON.stringify(known.count)
      ? [[name, known.count] as const]
      : [],
  );
  for (const [name, one] of news) told.set(name, one);
  if (news.length > 0) say(Object.fromEntries(news));
}

export class ListCounts {
  readonly #parts: ListCountsParts;
  readonly #entries = new Map<string, ListEntry>();
  readonly #watchers = new Set<Watcher>();
  /** Changes since the count under way began; undefined while there is none. */
  #early: OrderChange[] | undefined;
  #counting: NodeJS.Timeout | undefined;
  #telling: NodeJS.Timeout | undefined;
  #lastBegun = 0;
  /** So many at a time: fewer after they took too long together, until the one that is slow is found. */
  #together = TOGETHER_MAX;
  #isStopped = false;

  constructor(parts: ListCountsParts) {
    this.#parts = parts;
  }

  /** Tells the counts of these lists, at once as far as they are known, and then what changes, until it is ended. */
  watch(asked: readonly WatchedList[], say: (news: Told) => void): () => void {
    const lists = new Map(asked.map((one) => [one.key, this.#entryOf(one)]));
    const watcher: Watcher = { lists, tell: say, told: new Map() };
    this.#watchers.add(watcher);
    tell(watcher);
    this.#plan();
    return () => {
      this.#watchers.delete(watcher);
      this.#forgetUnwatched();
    };
  }

  /** A change that the feed has read. */
  applied(change: OrderChange): void {
    if (this.#entries.size === 0) return;
    this.#early?.push(change);
    for (const entry of this.#entries.values()) applyChange(entry, change);
    this.#tellSoon();
    this.#plan();
  }

  /** Changes may have been missed. */
  restart(): void {
    const anew = { isDue: true, countedAt: 0, failures: 0, notBefore: 0 };
    for (const entry of this.#entries.values()) Object.assign(entry, anew);
    this.#plan();
  }

  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#counting);
    clearTimeout(this.#telling);
  }

  #entryOf(asked: WatchedList): ListEntry {
    const key = keyOf(asked);
    const entry = this.#entries.get(key) ?? toEntry(key, asked);
    this.#entries.set(key, entry);
    return entry;
  }

  #forgetUnwatched(): void {
    const lists = [...this.#watchers].flatMap((watcher) => [...watcher.lists.values()]);
    const watched = new Set(lists.map(({ key }) => key));
    for (const key of this.#entries.keys()) if (!watched.has(key)) this.#entries.delete(key);
  }

  /** The next count, at the time when the first list wants one. */
  #plan(): void {
    if (this.#isStopped || this.#early) return;
    clearTimeout(this.#counting);
    const waits = [...this.#entries.values()].filter(wantsCount).map(waitOf);
    if (waits.length === 0) return;
    const wait = Math.max(Math.min(...waits), this.#lastBegun + COUNT_EVERY_MS - Date.now(), 0);
    this.#counting = setTimeout(() => void this.#countDue(), wait);
  }

  /** Those that were counted longest ago first. */
  #due(): ListEntry[] {
    return [...this.#entries.values()]
      .filter((entry) => wantsCount(entry) && waitOf(entry) === 0)
      .sort((one, other) => one.countedAt - other.countedAt)
      .slice(0, this.#together);
  }

  async #countDue(): Promise<void> {
    const due = this.#due();
    this.#early = [];
    try {
      if (due.length > 0) await this.#count(due);
    } catch (error) {
      if (!this.#isStopped) this.#failed(due, error);
    } finally {
      this.#early = undefined;
      this.#plan();
    }
  }

  #failed(due: readonly ListEntry[], error: unknown): void {
    const [first, ...others] = due;
    if (error instanceof CountTooSlowError && others.length === 0) {
      if (first) putOff(first);
      this.#parts.logger.warn({ err: error }, "A list takes too long to count: it is left for a while");
      return;
    }
    if (error instanceof CountTooSlowError) this.#together = Math.ceil(due.length / 2);
    this.#parts.logger.error({ err: error }, "Lists could not be counted; trying again");
  }

  async #count(due: readonly ListEntry[]): Promise<void> {
    const now = (this.#lastBegun = Date.now());
    const asked = due.map(({ list }) => countingsOf(list, now));
    const { counted: found, at } = await this.#parts.count(asked.flat(), due.length === 1);
    this.#together = Math.min(TOGETHER_MAX, this.#together * 2);
    let next = 0;
    for (const [index, entry] of due.entries()) {
      const mine = found.slice(next, (next += asked[index]?.length ?? 0));
      const known = { count: toCount(entry.list, mine), at };
      Object.assign(entry, { known, countedAt: now, isDue: false, failures: 0 });
      for (const change of this.#early ?? []) applyChange(entry, change);
    }
    this.#tellSoon();
  }

  #tellSoon(): void {
    this.#telling ??= setTimeout(() => {
      this.#telling = undefined;
      for (const watcher of this.#watchers) tell(watcher);
    }, TELL_EVERY_MS);
  }
}
