// Reads the views and writes what is done to them: one's own in the browser, shared ones through the API.
import { createViewBody, VIEWS_MAX, type NewView, type View, type ViewChanges } from "@order-desk/contract";
import * as z from "zod/mini";
import { ApiError } from "../lib/apiError";
import { backoff } from "../lib/backoff";
import { LocalStore } from "../lib/localStore";
import { swapped } from "../lib/swapped";
import type { DeskView, ViewStore } from "../lib/viewStore";
import type { Topics } from "./topics";
import type { ViewsApi } from "./viewsApi";

type Parts = { readonly api: ViewsApi; readonly topics: Topics; readonly store: ViewStore };
type MyView = NewView & { readonly _id: string };

const kept = z.object({ _id: z.string(), view: createViewBody });
function parseKept(stored: unknown): MyView | undefined {
  const parsed = kept.safeParse(stored);
  return parsed.success ? { ...parsed.data.view, _id: parsed.data._id } : undefined;
}
const toKept = ({ _id, ...view }: MyView) => ({ _id, view });

const toShared = ({ _id, name, query, columns, density, age, version }: View): DeskView => ({
  ...{ _id, name, query, columns, density, age, version },
  isShared: true,
});

const tooMany = () =>
  new ApiError({
    ...{ code: "too_many_views", status: 0 },
    message: `This browser keeps ${VIEWS_MAX} views of your own: delete one first.`,
  });

const explained = (problem: unknown): unknown =>
  problem instanceof ApiError && problem.status === 412
    ? new ApiError(
        {
          ...{ code: problem.code, status: problem.status },
          message:
            "Somebody else has changed this view meanwhile. It is here now as they left it: look at it, then save again.",
        },
        problem,
      )
    : problem;

const hex = (byte: number) => byte.toString(16).padStart(2, "0");
const randomId = () => Array.from(crypto.getRandomValues(new Uint8Array(12)), hex).join("");

export class ViewKeeper {
  readonly #parts: Parts;
  readonly #mine = new LocalStore<readonly unknown[]>("order-desk.views", (stored) =>
    Array.isArray(stored) ? (stored as readonly unknown[]) : [],
  );
  /** What this tab made of a version, by view and that version: what was begun on the one goes on from the other. */
  readonly #ownSaves = new Map<string, number>();
  #newest: Promise<void> = Promise.resolve();
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
      const made = await this.#parts.api.create(view);
      const { shared } = this.#parts.store.known();
      // At once: whoever is led to it finds it, whichever fetch comes first.
      this.#parts.store.set({ shared: [...shared.filter(({ _id }) => _id !== made._id), toShared(made)] });
      await this.#fetch();
      return made._id;
    }
    const mine = this.#readKept();
    if (mine.length >= VIEWS_MAX) throw tooMany();
    const _id = randomId();
    this.#writeMine([...mine, { ...view, _id }]);
    return _id;
  }

  /** @param version of a shared one: the one that the change was thought for */
  async update(id: string, changes: ViewChanges, version: number | undefined): Promise<void> {
    if (this.#isMine(id)) {
      this.#writeMine(this.#readKept().map((one) => (one._id === id ? { ...one, ...changes } : one)));
      return;
    }
    const begunOn = this.#afterOwnSaves(id, version);
    try {
      const saved = await this.#parts.api.update(id, changes, begunOn);
      if (begunOn !== undefined) this.#ownSaves.set(`${id} ${begunOn}`, saved.version);
    } catch (problem) {
      throw explained(problem);
    } finally {
      await this.#fetch();
    }
  }

  /** Answers with the way back. */
  async remove(id: string): Promise<() => Promise<void>> {
    const mine = this.#readKept();
    const place = mine.findIndex(({ _id }) => _id === id);
    const view = mine[place];
    if (view) {
      this.#writeMine(mine.filter((one) => one !== view));
      return async () => {
        this.#putBack(view, place);
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

  #afterOwnSaves(id: string, version: number | undefined): number | undefined {
    const next = this.#ownSaves.get(`${id} ${version}`);
    return next === undefined ? version : this.#afterOwnSaves(id, next);
  }

  #isMine(id: string): boolean {
    return this.#readKept().some(({ _id }) => _id === id);
  }

  /** Where it was, among those that there are by now. */
  #putBack(view: MyView, place: number): void {
    const others = this.#readKept().filter(({ _id }) => _id !== view._id);
    this.#writeMine([...others.slice(0, place), view, ...others.slice(place)]);
  }

  #readKept(): readonly MyView[] {
    return this.#mine.get().flatMap((one) => parseKept(one) ?? []);
  }

  #readMine(): void {
    this.#parts.store.set({ mine: this.#readKept().map((one) => ({ ...one, isShared: false })) });
  }

  /** What this version does not understand stays, for one that does. */
  #writeMine(views: readonly MyView[]): void {
    const others = this.#mine.get().filter((one) => parseKept(one) === undefined);
    this.#mine.set([...views.map(toKept), ...others]);
  }

  /** Resolves when what is known is at least as new as this moment, or could not be asked for. */
  async #fetch(failures = 0): Promise<void> {
    this.#newest = this.#read(failures);
    let awaited: Promise<void> | undefined;
    while (awaited !== this.#newest) await (awaited = this.#newest);
  }

  async #read(failures: number): Promise<void> {
    clearTimeout(this.#retry);
    const fetch = (this.#fetches += 1);
    try {
      const views = await this.#parts.api.fetchAll();
      if (fetch === this.#fetches)
        this.#parts.store.set({ shared: views.map(toShared), isReady: true, isComplete: true });
    } catch {
      if (fetch !== this.#fetches) return;
      // An address with a view shows all orders rather than nothing.
      this.#parts.store.set({ isReady: true });
      this.#retry = setTimeout(() => void this.#fetch(failures + 1), backoff(failures + 1));
    }
  }
}
