// What this tab has done itself: of that nobody needs to be told.
import { RecentMap } from "./recentMap";

const KEPT = 500;

type Written = { readonly _id: string; readonly version: number };
const nameOf = ({ _id, version }: Written) => `${_id} ${version}`;

export class OwnChanges {
  readonly #known = new RecentMap<string, true>(KEPT);
  readonly #underWay = new Set<Promise<unknown>>();

  readonly has = (order: Written): boolean => this.#known.has(nameOf(order));

  /** Its answer is the order as this tab has made it. */
  async during<Answer extends Written>(work: Promise<Answer>): Promise<Answer> {
    const noted = this.#note(work);
    this.#underWay.add(noted);
    try {
      return await noted;
    } finally {
      this.#underWay.delete(noted);
    }
  }

  /** When all that is under way by now is known: the news of a change may come before its answer. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.#underWay);
  }

  async #note<Answer extends Written>(work: Promise<Answer>): Promise<Answer> {
    const order = await work;
    this.#known.set(nameOf(order), true);
    return order;
  }
}
