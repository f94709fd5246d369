// The saved views that the desk knows: those of this browser, and those that everybody shares.
import type { NewView, OrderQuery } from "@order-desk/contract";
import { viewKeyOf } from "./listView";

export type DeskView = NewView & {
  readonly _id: string;
  readonly isShared: boolean;
  /** Of a shared one: a change of it says which one it is thought for. */
  readonly version?: number;
};

export type KnownViews = {
  readonly mine: readonly DeskView[];
  readonly shared: readonly DeskView[];
  /** Both have been read, or that was tried: nobody waits for them any more. */
  readonly isReady: boolean;
  /** Both have been read: what is not here is not there. */
  readonly isComplete: boolean;
};

/** What an address needs to know of views. */
export type Views = Pick<ViewStore, "find" | "last" | "isGone">;

export class ViewStore {
  #known: KnownViews = { mine: [], shared: [], isReady: false, isComplete: false };
  readonly #gone = new Map<string, DeskView>();
  readonly #listeners = new Set<() => void>();

  readonly known = (): KnownViews => this.#known;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  readonly find = (id: string): DeskView | undefined =>
    [...this.#known.mine, ...this.#known.shared].find(({ _id }) => _id === id);

  /** As it is, or as it was before it was deleted. */
  readonly last = (id: string): DeskView | undefined => this.find(id) ?? this.#gone.get(id);

  /** It is known that there is no such view, or none any more. */
  readonly isGone = (id: string): boolean => this.#known.isComplete && this.find(id) === undefined;

  set(changes: Partial<KnownViews>): void {
    const before = [...this.#known.mine, ...this.#known.shared];
    this.#known = { ...this.#known, ...changes };
    for (const view of before) if (!this.find(view._id)) this.#gone.set(view._id, view);
    for (const listener of this.#listeners) listener();
  }
}

// One page has one desk.
export const viewStore = new ViewStore();

export const isSameQuery = (one: OrderQuery, other: OrderQuery): boolean =>
  viewKeyOf(one) === viewKeyOf(other);
