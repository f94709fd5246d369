// Reads the views and writes what is done to them: one's own in the browser, shared ones through the API.
import { createViewBody, VIEWS_MAX, type NewView, type View, type ViewChanges } from "@order-desk/contract";
import * as z from "zod/mini";
import { backoff } from "../lib/backoff";
import { LocalStore } from "../lib/localStore";
import { swapped } from "../lib/swapped";
import type { DeskView, ViewStore } from "../lib/viewStore";
import type { Topics } from "./topics";
import type { ViewsApi } from "./viewsApi";

type Parts = { readonly api: ViewsApi; readonly topics: Topics; readonly store: ViewStore };
type MyView = NewView & { readonly _id: string };

const kept = z.object({ _id: z.string(), view: createViewBody });
/** A view that this version does not understand is left out, and the others are there. */
const parseMine = (stored: unknown): readonly MyView[] =>
  (Array.isArray(stored) ? stored : []).flatMap((one) => {
    const parsed = kept.safeParse(one);
    return parsed.success ? [{ ...parsed.data.view, _id: parsed.data._id }] : [];
  });
const toKept = ({ _id, ...view }: MyView) => ({ _id, view });

const toShared = ({ _id, name, query, columns, density, age, version }: View): DeskView => ({
  ...{ _id, name, query, columns, density, age, version },
  isShared: true,
});
const randomId = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, "0")).join(
    "",
  );

export class ViewKeeper {
  readonly #parts: Parts;
  readonly #mine = new LocalStore<readonly unknown[]>("order-desk.views", (stored) =>
    Array.isArray(stored) ? (stored as readonly unknown[]) : [],
  );
  #retry: ReturnType<typeof setTimeout> | undefined;
  #fetches = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Keeps the store current until the returned function is called. */
  readonly start = (): (() => void) => {
    const stopMine = this.#mine.subscribe(() => this.#readMine());
    this.#readMine();
    const unfollow = this.#parts.topics.follow("views", {
      fetch: () => void this.#fetch(),
      hear: (name) => name === "views-changed" && void this.#fetch(),
    });
    return () => {
      stopMine();
      unfollow();
      this.#fetches += 1;
      clearTimeout(this.#retry);
    };
  };

  async create(view: NewView, isShared: boolean): Promise<string> {
    if (isShared) {
      const { _id } = await this.#parts.api.create(view);
      await this.#fetch();
      return _id;
    }
    const _id = randomId();
    this.#writeMine([...this.#readKept(), { ...view, _id }].slice(-VIEWS_MAX));
    return _id;
  }

  async update(id: string, changes: ViewChanges): Promise<void> {
    if (this.#isMine(id)) {
      this.#writeMine(this.#readKept().map((one) => (one._id === id ? { ...one, ...changes } : one)));
      return;
    }
    await this.#parts.api.update(id, changes);
    await this.#fetch();
  }

  /** Answers with the way back. */
  async remove(id: string): Promise<() => Promise<void>> {
    const mine = this.#readKept();
    if (mine.some(({ _id }) => _id === id)) {
      this.#writeMine(mine.filter(({ _id }) => _id !== id));
      return async () => {
        this.#writeMine(mine);
        await Promise.resolve();
      };
    }
    await this.#parts.api.remove(id);
    await this.#fetch();
    return async () => {
      await this.#parts.api.restore(id);
      await this.#fetch();
    };
  }

  /** One place up (-1) or down (1) among its like. */
  async move(id: string, by: -1 | 1): Promise<void> {
    const list = this.#isMine(id) ? this.#readKept() : this.#parts.store.known().shared;
    const sequence = swapped(
      list,
      list.findIndex(({ _id }) => _id === id),
      by,
    );
    if (sequence === list) return;
    if (this.#isMine(id)) {
      this.#writeMine(sequence);
      return;
    }
    await this.#parts.api.arrange(sequence.map(({ _id }) => _id));
    await this.#fetch();
  }

  #isMine(id: string): boolean {
    return this.#readKept().some(({ _id }) => _id === id);
  }

  #readKept(): readonly MyView[] {
    return parseMine(this.#mine.get());
  }

  #readMine(): void {
    this.#parts.store.set({ mine: this.#readKept().map((one) => ({ ...one, isShared: false })) });
  }

  #writeMine(views: readonly MyView[]): void {
    this.#mine.set(views.map(toKept));
  }

  async #fetch(failures = 0): Promise<void> {
    clearTimeout(this.#retry);
    const fetch = (this.#fetches += 1);
    try {
      const views = await this.#parts.api.fetchAll();
      if (fetch === this.#fetches) this.#parts.store.set({ shared: views.map(toShared), isReady: true });
    } catch {
      if (fetch !== this.#fetches) return;
      // An address with a view shows all orders rather than nothing.
      this.#parts.store.set({ isReady: true });
      this.#retry = setTimeout(() => void this.#fetch(failures + 1), backoff(failures + 1));
    }
  }
}
