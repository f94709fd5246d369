// The mails that a tab holds, for React to subscribe to. News are gathered and applied once for each picture drawn.
import type { MailSummary } from "@order-desk/contract";
import { beginFetch, hearMails, mergeMails, NO_MAILS, replaceMails, type HeldMails } from "./heldMails";
import { FrameQueue } from "./frameQueue";
import { NO_VIEW, type ListView as View } from "./listView";
import type { MailQuery } from "./mailRoute";

type ListView = View<string>;

/** Searches that are kept for going back to. */
const VIEWS_KEPT = 20;

const keyOf = ({ state, q }: MailQuery) => `${state ?? ""} ${q}`;

export class MailStore {
  #held: HeldMails = NO_MAILS;
  #views = new Map<string, ListView>();
  readonly #news = new FrameQueue<MailSummary>((news) => {
    this.#held = hearMails(this.#held, news);
    this.#notify();
    this.tellNews();
  });
  #listeners = new Set<() => void>();
  #newsListeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Told when anything has happened to any mail. */
  readonly onNews = (listener: () => void): (() => void) => {
    this.#newsListeners.add(listener);
    return () => this.#newsListeners.delete(listener);
  };

  readonly held = (): HeldMails => this.#held;
  readonly mail = (id: string): MailSummary | undefined => this.#held.mails.get(id)?.mail;
  readonly view = (query: MailQuery): ListView => this.#views.get(keyOf(query)) ?? NO_VIEW;

  readonly hear = (mail: MailSummary): void => this.#news.push(mail);

  tellNews(): void {
    for (const listener of this.#newsListeners) listener();
  }

  /** A fetch begins; what it brings is merged with this number. */
  beginFetch(): number {
    this.#news.flush();
    this.#held = beginFetch(this.#held);
    return this.#held.seq;
  }

  merge(mails: readonly MailSummary[], fetchSeq: number): void {
    this.#news.flush();
    this.#held = mergeMails(this.#held, mails, fetchSeq);
    this.#notify();
  }

  /** The list that is shown, fetched again: what was fetched before `view.epoch` is forgotten. */
  land(mails: readonly MailSummary[], query: MailQuery, view: ListView, fetchSeq: number): void {
    this.#news.flush();
    this.#held = replaceMails(this.#held, mails, fetchSeq);
    for (const [key, { epoch }] of this.#views) if (epoch < view.epoch) this.#views.delete(key);
    this.setView(query, view);
  }

  setView(query: MailQuery, changes: Partial<ListView>): void {
    const view = { ...this.view(query), ...changes };
    this.#views.delete(keyOf(query));
    this.#views.set(keyOf(query), view);
    for (const key of this.#views.keys()) {
      if (this.#views.size <= VIEWS_KEPT) break;
      this.#views.delete(key);
    }
    this.#notify();
  }

  #notify(): void {
    for (const listener of this.#listeners) listener();
  }
}
