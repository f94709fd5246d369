// Fetches the list of mails that is shown, keeps it live, and fetches it again when changes may have been missed.
import { mailSummary } from "@order-desk/contract";
import { formlessMessageOf } from "../lib/apiError";
import { backoff } from "../lib/backoff";
import { depthAfter, TO_THE_END } from "../lib/depth";
import { comparePlaces, positionOf } from "../lib/heldMails";
import type { ListView } from "../lib/listView";
import type { MailQuery } from "../lib/mailRoute";
import type { MailStore } from "../lib/mailStore";
import { Pause } from "../lib/pause";
import { fetchDown, PAGE } from "./fetchDown";
import type { MailsApi } from "./mailsApi";
import type { TopicNews, Topics } from "./topics";

export type MailLoaderParts = {
  readonly api: MailsApi;
  readonly store: MailStore;
  readonly topics: Topics;
};

export class MailLoader {
  readonly #parts: MailLoaderParts;
  #shown: MailQuery = { q: "" };
  /** Before, changes would be missed. */
  #hasBegun = false;
  /** Counts the refetches: what began before the last one is not waited for. */
  #epoch = 0;
  /** Between two attempts of a refetch. */
  readonly #pause = new Pause();

  constructor(parts: MailLoaderParts) {
    this.#parts = parts;
  }

  /** Follows the mails until the returned function is called. */
  start(): () => void {
    const unfollow = this.#parts.topics.follow("mails", {
      fetch: () => void this.#refetch(),
      hear: (name, sent) => this.#hear(name, sent),
    });
    return () => {
      unfollow();
      this.#hasBegun = false;
      this.#epoch += 1;
      this.#pause.end();
    };
  }

  show(query: MailQuery): void {
    this.#shown = query;
    if (this.#hasBegun && this.#parts.store.view(query).downTo === undefined) void this.#load(undefined);
  }

  loadMore(): void {
    const { downTo, nextCursor } = this.#parts.store.view(this.#shown);
    if (downTo !== undefined && downTo !== TO_THE_END) void this.#load(nextCursor);
  }

  retry(): void {
    if (!this.#pause.end()) void this.#load(this.#parts.store.view(this.#shown).nextCursor);
  }

  #hear(name: TopicNews, sent: unknown): void {
    if (name !== "mail-changed") return;
    const mail = mailSummary.safeParse(sent);
    if (mail.success) this.#parts.store.hear(mail.data);
    else console.error("The live feed sent a mail that is not understood", mail.error);
  }

  async #load(cursor: string | undefined): Promise<void> {
    const { api, store } = this.#parts;
    const query = this.#shown;
    if (store.view(query).isLoading) return;
    const epoch = this.#epoch;
    const fetchSeq = store.beginFetch();
    store.setView(query, { isLoading: true, error: undefined, epoch });
    try {
      const { rows: mails, nextCursor } = await api.fetchPage({ ...query, cursor, limit: PAGE });
      if (epoch !== this.#epoch) return;
      store.merge(mails, fetchSeq);
      const last = mails.at(-1);
      const downTo = depthAfter(last && positionOf(last), nextCursor);
      store.setView(query, { isLoading: false, nextCursor, downTo });
    } catch (error) {
      if (epoch === this.#epoch) store.setView(query, { isLoading: false, error: formlessMessageOf(error) });
    }
  }

  async #refetch(): Promise<void> {
    this.#hasBegun = true;
    const epoch = (this.#epoch += 1);
    this.#pause.end();
    this.#parts.store.tellNews();
    for (let failures = 1; !(await this.#refetched(epoch)); failures += 1)
      await this.#pause.rest(backoff(failures));
    // Another list may have come on the screen meanwhile.
    if (epoch === this.#epoch) this.show(this.#shown);
  }

  /** True when it has landed or is not waited for any more. */
  async #refetched(epoch: number): Promise<boolean> {
    const { api, store } = this.#parts;
    const query = this.#shown;
    if (epoch !== this.#epoch) return true;
    const fetchSeq = store.beginFetch();
    store.setView(query, { isLoading: true, error: undefined, epoch });
    try {
      const { rows: mails, position } = await fetchDown({
        fetchPage: async (page) => await api.fetchPage({ ...query, ...page }),
        placeOf: positionOf,
        comparePlaces,
        depth: store.view(query).downTo,
        isWanted: () => epoch === this.#epoch,
      });
      if (epoch !== this.#epoch) return true;
      const view: ListView<string> = { ...position, isLoading: false, error: undefined, epoch };
      store.land(mails, query, view, fetchSeq);
      return true;
    } catch (error) {
      if (epoch !== this.#epoch) return true;
      store.setView(query, { isLoading: false, error: formlessMessageOf(error) });
      return false;
    }
  }
}
