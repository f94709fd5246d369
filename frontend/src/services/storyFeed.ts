// The story of one order: fetched, kept live while it is shown, and fetched again when changes may have been missed.
import { mailSummary, story as storyPage, storyEntry, type StoryEntry } from "@order-desk/contract";
import { formlessMessageOf } from "../lib/apiError";
import { backoff } from "../lib/backoff";
import { FrameQueue } from "../lib/frameQueue";
import {
  beginStoryFetch,
  hearEntry,
  hearStoryMail,
  landNewest,
  landOlder,
  NO_STORY,
  type Story,
  type StoryPage,
} from "../lib/story";
import { call, takingPage, withQuery } from "./apiCall";
import type { TopicNews, Topics } from "./topics";

const PAGE = 20;
const PAGE_MAX = 200;

export type StoryState = {
  readonly story: Story;
  readonly hasLoaded: boolean;
  readonly isLoadingOlder: boolean;
  readonly error: string | undefined;
};

type Parts = { readonly apiUrl: string; readonly topics: Topics; readonly orderId: string };

export class StoryFeed {
  readonly #parts: Parts;
  #state: StoryState = { story: NO_STORY, hasLoaded: false, isLoadingOlder: false, error: undefined };
  readonly #news = new FrameQueue<(story: Story) => Story>((news) =>
    this.#set({ story: news.reduce((story, apply) => apply(story), this.#state.story) }),
  );
  #listeners = new Set<() => void>();
  #epoch = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  readonly read = (): StoryState => this.#state;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Keeps it live until the returned function is called. */
  readonly start = (): (() => void) => {
    const { topics, orderId } = this.#parts;
    const unfollow = topics.follow(`order:${orderId}`, {
      fetch: () => void this.#fetchNewest(),
      hear: (name, sent) => this.#hear(name, sent),
    });
    return () => {
      unfollow();
      this.#epoch += 1;
      clearTimeout(this.#retry);
    };
  };

  readonly retry = (): void => void this.#fetchNewest();

  readonly loadOlder = async (): Promise<void> => {
    const { nextCursor } = this.#state.story;
    if (nextCursor === undefined || this.#state.isLoadingOlder) return;
    const epoch = this.#epoch;
    const fetchSeq = this.#beginFetch();
    this.#set({ isLoadingOlder: true, error: undefined });
    try {
      const page = await this.#fetchPage(PAGE, nextCursor);
      if (epoch === this.#epoch) this.#change((story) => landOlder(story, page, fetchSeq));
    } catch (error) {
      if (epoch === this.#epoch) this.#set({ error: formlessMessageOf(error) });
    } finally {
      if (epoch === this.#epoch) this.#set({ isLoadingOlder: false });
    }
  };

  async #fetchNewest(failures = 0): Promise<void> {
    clearTimeout(this.#retry);
    const epoch = (this.#epoch += 1);
    const fetchSeq = this.#beginFetch();
    this.#set({ isLoadingOlder: false });
    try {
      const shown = this.#state.story.entries.length;
      const page = await this.#fetchPage(Math.min(PAGE_MAX, Math.max(PAGE, shown)));
      if (epoch !== this.#epoch) return;
      this.#change((story) => landNewest(story, page, fetchSeq));
      this.#set({ hasLoaded: true, error: undefined });
    } catch (error) {
      if (epoch !== this.#epoch) return;
      this.#set({ error: formlessMessageOf(error) });
      this.#retry = setTimeout(() => void this.#fetchNewest(failures + 1), backoff(failures + 1));
    }
  }

  async #fetchPage(limit: number, cursor?: string): Promise<StoryPage> {
    const { apiUrl, orderId } = this.#parts;
    const url = withQuery(`${apiUrl}/api/orders/${orderId}/events`, { limit, cursor });
    const { rows: entries, nextCursor } = await call(url, {}, takingPage<StoryEntry>(storyPage));
    return { entries, nextCursor };
  }

  #hear(name: TopicNews, sent: unknown): void {
    if (name !== "mail-changed" && name !== "story-entry") return;
    const news = name === "mail-changed" ? mailSummary.safeParse(sent) : storyEntry.safeParse(sent);
    if (!news.success) {
      console.error(`The live feed sent a ${name} that is not understood`, news.error);
      return;
    }
    const { data } = news;
    if (data.order_id !== this.#parts.orderId) return;
    this.#news.push((story) => ("change_id" in data ? hearStoryMail(story, data) : hearEntry(story, data)));
  }

  #beginFetch(): number {
    this.#change(beginStoryFetch);
    return this.#state.story.mails.seq;
  }

  #change(step: (story: Story) => Story): void {
    this.#news.flush();
    this.#set({ story: step(this.#state.story) });
  }

  #set(changes: Partial<StoryState>): void {
    this.#state = { ...this.#state, ...changes };
    for (const listener of this.#listeners) listener();
  }
}
