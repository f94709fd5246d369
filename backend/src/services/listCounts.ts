// How many orders there are in the lists that people look at: counted once, then kept by the feed's changes. What those
// cannot tell is counted again, by at most one question a second for all lists of all sockets together.
import {
  LIST_COUNT_MAX,
  toParameters,
  type ListCount,
  type ListCounts as Told,
  type WatchedList,
} from "@order-desk/contract";
import type { Logger } from "pino";
import type { Counted, Counting } from "../models/listCounting.js";
import type { OrderChange } from "../models/orderChange.js";
import { counted, countingsOf, toCount, toList, type CountedList, type List } from "./listCount.js";

const COUNT_EVERY_MS = 1_000;
/** Time makes orders old without any change; and a list of very many stays one of very many for a while. */
const AGES_EVERY_MS = 5_000;
const TELL_EVERY_MS = 200;

type Watcher = {
  /** Lists by the watcher's own names for them. */
  readonly lists: ReadonlyMap<string, Entry>;
  readonly tell: (news: Told) => void;
  readonly told: Map<string, ListCount>;
};
type Entry = {
  readonly key: string;
  readonly list: List;
  known?: CountedList | undefined;
  countedAt: number;
  isDue: boolean;
};

export type ListCountsParts = {
  /** All at one moment of the database's history. */
  readonly count: (lists: readonly Counting[]) => Promise<{ counted: Counted[]; at: bigint }>;
  readonly logger: Logger;
};

const keyOf = ({ query, age, by_status }: WatchedList) =>
  JSON.stringify([toParameters(query).filter(([name]) => name !== "sort"), age ?? null, by_status ?? false]);

const isTimed = ({ list, known }: Entry) => list.age !== null || (known?.count.total ?? 0) >= LIST_COUNT_MAX;
const wantsCount = ({ isDue, list }: Entry) => isDue || list.age !== null;
/** How long until it may be counted. */
const waitOf = (entry: Entry) =>
  entry.known && isTimed(entry) ? Math.max(0, entry.countedAt + AGES_EVERY_MS - Date.now()) : 0;

function apply(entry: Entry, change: OrderChange): void {
  if (!entry.known) return;
  const after = counted(entry.list, entry.known, change);
  // What was known is told until it is counted anew.
  if (after) entry.known = after;
  else entry.isDue = true;
}

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
  readonly #entries = new Map<string, Entry>();
  readonly #watchers = new Set<Watcher>();
  /** Changes since the count under way began; undefined while there is none. */
  #early: OrderChange[] | undefined;
  #counting: NodeJS.Timeout | undefined;
  #telling: NodeJS.Timeout | undefined;
  #lastBegun = 0;
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
    for (const entry of this.#entries.values()) apply(entry, change);
    this.#tellSoon();
    this.#plan();
  }

  /** Changes may have been missed. */
  restart(): void {
    for (const entry of this.#entries.values()) Object.assign(entry, { isDue: true, countedAt: 0 });
    this.#plan();
  }

  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#counting);
    clearTimeout(this.#telling);
  }

  #entryOf(asked: WatchedList): Entry {
    const key = keyOf(asked);
    const entry = this.#entries.get(key) ?? { key, list: toList(asked), countedAt: 0, isDue: true };
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

  async #countDue(): Promise<void> {
    const due = [...this.#entries.values()].filter((entry) => wantsCount(entry) && waitOf(entry) === 0);
    this.#early = [];
    try {
      if (due.length > 0) await this.#count(due);
    } catch (error) {
      if (!this.#isStopped)
        this.#parts.logger.error({ err: error }, "Lists could not be counted; trying again");
    } finally {
      this.#early = undefined;
      this.#plan();
    }
  }

  async #count(due: readonly Entry[]): Promise<void> {
    const now = (this.#lastBegun = Date.now());
    const asked = due.map(({ list }) => countingsOf(list, now));
    const { counted: found, at } = await this.#parts.count(asked.flat());
    let next = 0;
    for (const [index, entry] of due.entries()) {
      const mine = found.slice(next, (next += asked[index]?.length ?? 0));
      Object.assign(entry, { known: { count: toCount(entry.list, mine), at }, countedAt: now, isDue: false });
      for (const change of this.#early ?? []) apply(entry, change);
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
