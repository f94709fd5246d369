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
  /** Both have been read: what is not here is not there. */
  readonly isReady: boolean;
};

export class ViewStore {
  #known: KnownViews = { mine: [], shared: [], isReady: false };
  readonly #listeners = new Set<() => void>();

  readonly known = (): KnownViews => this.#known;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  readonly find = (id: string): DeskView | undefined =>
    [...this.#known.mine, ...this.#known.shared].find(({ _id }) => _id === id);

  set(changes: Partial<KnownViews>): void {
    this.#known = { ...this.#known, ...changes };
    for (const listener of this.#listeners) listener();
  }
}

// One page has one desk.
export const viewStore = new ViewStore();

export const isSameQuery = (one: OrderQuery, other: OrderQuery): boolean =>
  viewKeyOf(one) === viewKeyOf(other);
