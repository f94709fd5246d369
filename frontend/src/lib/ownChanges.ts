// What this tab has done itself: of that nobody needs to be told.
import { RecentMap } from "./recentMap";
import { UnderWay } from "./underWay";

const KEPT = 500;

type Written = { readonly _id: string; readonly version: number };
const nameOf = ({ _id, version }: Written) => `${_id} ${version}`;

export class OwnChanges {
  readonly #known = new RecentMap<string, true>(KEPT);
  readonly #underWay = new UnderWay();

  readonly has = (order: Written): boolean => this.#known.has(nameOf(order));

  /** Its answer is the order as this tab has made it. */
  async during<Answer extends Written>(work: Promise<Answer>): Promise<Answer> {
    return await this.#underWay.during(this.#note(work));
  }

  /** When all that is under way by now is known: the news of a change may come before its answer. */
  async settled(): Promise<void> {
    await this.#underWay.settled();
  }

  async #note<Answer extends Written>(work: Promise<Answer>): Promise<Answer> {
    const order = await work;
    this.#known.set(nameOf(order), true);
    return order;
  }
}
