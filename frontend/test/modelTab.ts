// A tab and the network between it and the shop: what it asks for is read and arrives at any time.
import type { Order } from "@order-desk/contract";
import {
  applyOrderEvents,
  applyOwnDeletion,
  applyPage,
  applySnapshot,
  beginRefetch,
  dropUnseen,
  NO_ORDERS,
  type OrdersState,
} from "../src/lib/applyOrderEvent";
import { reaches, TO_THE_END } from "../src/lib/depth";
import { isSelected, selectionOf, selectOrders, type OrderDepth } from "../src/lib/selectOrders";
import { idOf, type ModelShop } from "./modelShop";

export const PAGE = 2;
/** The order in the panel. */
const isNeeded = (id: string) => id === idOf(2);
/** Some move their rows with every write. */
export const VIEWS = [
  "",
  "status=pending",
  "status=shipped",
  "sort=updated_at",
  "q=write+1",
  "q=100&sort=-total",
  "status=pending%2Cshipped&sort=status",
  "sort=customer_name&total_min=2",
] as const;

type View = {
  key: (typeof VIEWS)[number];
  downTo: OrderDepth | undefined;
  /** What the cursor of the next page says. */
  last: Order | undefined;
  isLoading: boolean;
};

type Reached = { readonly downTo: OrderDepth; readonly last: Order | undefined };

function afterPage(key: View["key"], page: readonly Order[]): Reached {
  const last = page.at(-1);
  if (!last || page.length < PAGE) return { downTo: TO_THE_END, last: undefined };
  return { downTo: selectionOf(key).placeOf(last), last };
}

/** Something on its way: `read` happens at the shop, `land` when the answer is here. */
type Flight = { read?: (() => void) | undefined; land: () => void };

export class ModelTab {
  state: OrdersState = NO_ORDERS;
  views: View[] = VIEWS.map((key) => ({ key, downTo: undefined, last: undefined, isLoading: false }));
  flights: Flight[] = [];
  /** Position in the shop's log up to which events were delivered. */
  #heard = 0;
  /** Where the unbroken stream began: nothing before it is ever repeated. */
  #begin = 0;
  #epoch = 0;

  constructor(readonly shop: ModelShop) {
    this.#subscribe();
  }

  readonly #subscribe = () => void (this.#begin = this.#heard = this.shop.log.length);

  deliver(count: number): void {
    const events = this.shop.log.slice(this.#heard, this.#heard + count);
    this.#heard += events.length;
    this.state = applyOrderEvents(this.state, events);
  }

  /** One event comes twice, however old it is. */
  repeat(back: number): void {
    const position = this.#heard - 1 - back;
    const event = position < this.#begin ? undefined : this.shop.log[position];
    if (event) this.state = applyOrderEvents(this.state, [event]);
  }

  /** A reconnect after which the server begins some events too early. */
  replay(back: number): void {
    const from = Math.max(this.#begin, this.#heard - back);
    this.state = applyOrderEvents(this.state, this.shop.log.slice(from, this.#heard));
  }

  loadMore(index: number): void {
    const view = this.views[index % VIEWS.length];
    if (!view || view.isLoading || view.downTo === TO_THE_END) return;
    view.isLoading = true;
    const { seq } = this.state;
    const { last } = view;
    const { query } = selectionOf(view.key);
    const epoch = this.#epoch;
    let page: Order[] = [];
    this.flights.push({
      read: () => (page = this.shop.readBehind(query, last, PAGE)),
      land: () => {
        if (epoch !== this.#epoch) return;
        this.state = applyPage(this.state, page, seq);
        view.isLoading = false;
        Object.assign(view, afterPage(view.key, page));
      },
    });
  }

  /** One order fetched, or changed by this tab: the answer carries it as it was right then. */
  ask(read: (shop: ModelShop) => Order | undefined): void {
    const { seq } = this.state;
    let answer: Order | undefined;
    this.flights.push({
      read: () => (answer = read(this.shop)),
      land: () => {
        if (answer) this.state = applyPage(this.state, [answer], seq);
      },
    });
  }

  deleteOwn(slot: number): void {
    const { seq } = this.state;
    let isDone = false;
    this.flights.push({
      read: () => (isDone = this.shop.delete(slot) !== undefined),
      land: () => {
        if (isDone) this.state = applyOwnDeletion(this.state, idOf(slot), seq);
      },
    });
  }

  /** Events were missed; the stream goes on from now, and what is shown is fetched again, page by page. */
  refetch(): void {
    this.#subscribe();
    const epoch = (this.#epoch += 1);
    this.state = beginRefetch(this.state);
    const { seq } = this.state;
    const shown = this.views.filter((view) => view.downTo !== undefined || view.isLoading);
    for (const view of this.views) view.isLoading = true;
    const found: Order[] = [];
    const depths = new Map<View, Reached>();
    this.#fetchAll(shown, found, depths, () => {
      if (epoch !== this.#epoch) return;
      this.state = applySnapshot(this.state, found, seq);
      for (const view of this.views) {
        view.isLoading = false;
        view.downTo = depths.get(view)?.downTo;
        view.last = depths.get(view)?.last;
      }
    });
  }

  #fetchAll(views: View[], found: Order[], depths: Map<View, Reached>, done: () => void): void {
    const view = views.find((one) => {
      const reached = depths.get(one);
      if (!reached) return true;
      return (
        one.downTo !== undefined && !reaches(reached.downTo, one.downTo, selectionOf(one.key).comparePlaces)
      );
    });
    if (!view) {
      done();
      return;
    }
    let page: Order[] = [];
    this.flights.push({
      read: () => (page = this.shop.readBehind(selectionOf(view.key).query, depths.get(view)?.last, PAGE)),
      land: () => {
        found.push(...page);
        depths.set(view, afterPage(view.key, page));
        this.#fetchAll(views, found, depths, done);
      },
    });
  }

  dropUnseen(): void {
    if (this.flights.length > 0) return;
    this.state = dropUnseen(this.state, { isListed: this.sees, isNeeded });
  }

  readonly sees = (order: Order): boolean =>
    isNeeded(order._id) ||
    this.views.some(({ key, downTo }) => downTo !== undefined && isSelected(order, selectionOf(key), downTo));

  readAt(index: number): void {
    const waiting = this.flights.filter(({ read }) => read);
    const flight = waiting[index % waiting.length];
    flight?.read?.();
    if (flight) flight.read = undefined;
  }

  landAt(index: number): void {
    const back = this.flights.filter(({ read }) => !read);
    const flight = back[index % back.length];
    if (!flight) return;
    this.flights = this.flights.filter((other) => other !== flight);
    flight.land();
  }

  shown(view: View): Order[] {
    return view.downTo === undefined ? [] : selectOrders(this.state, selectionOf(view.key), view.downTo);
  }
}
