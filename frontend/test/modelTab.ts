// A tab and the network between it and the shop: what it asks for is read and arrives at any time.
import type { Order, OrderStatus } from "@order-desk/contract";
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
import { TO_THE_END, type Depth } from "../src/lib/depth";
import { isSelected, selectOrders } from "../src/lib/selectOrders";
import { idOf, type ModelShop } from "./modelShop";

export const PAGE = 2;
/** The order in the panel. */
const isOpen = (id: string) => id === idOf(2);
export const VIEWS: readonly (OrderStatus | undefined)[] = [undefined, "pending", "shipped"];

type View = { status: OrderStatus | undefined; downTo: Depth | undefined; isLoading: boolean };

/** Something on its way: `read` happens at the shop, `land` when the answer is here. */
type Flight = { read?: (() => void) | undefined; land: () => void };

export class ModelTab {
  state: OrdersState = NO_ORDERS;
  views: View[] = VIEWS.map((status) => ({ status, downTo: undefined, isLoading: false }));
  flights: Flight[] = [];
  /** Position in the shop's log up to which events were delivered. */
  #heard = 0;
  /** Where the unbroken stream began: nothing before it is ever repeated. */
  #begin = 0;
  #epoch = 0;

  constructor(readonly shop: ModelShop) {
    this.#subscribe();
  }

  #subscribe() {
    this.#begin = this.#heard = this.shop.log.length;
  }

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
    const { status, downTo: below } = view;
    const epoch = this.#epoch;
    let page: Order[] = [];
    this.flights.push({
      read: () => (page = this.shop.read({ status, below }, PAGE)),
      land: () => {
        if (epoch !== this.#epoch) return;
        this.state = applyPage(this.state, page, seq);
        view.isLoading = false;
        view.downTo = page.length < PAGE ? TO_THE_END : page.at(-1)?._id;
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
    const depths = new Map<View, Depth>();
    this.#fetchAll(shown, found, depths, () => {
      if (epoch !== this.#epoch) return;
      this.state = applySnapshot(this.state, found, seq);
      for (const view of this.views) {
        view.isLoading = false;
        view.downTo = depths.get(view);
      }
    });
  }

  #fetchAll(views: View[], found: Order[], depths: Map<View, Depth>, done: () => void): void {
    const view = views.find((one) => {
      const depth = depths.get(one);
      return depth === undefined || depth > (one.downTo ?? depth);
    });
    if (!view) {
      done();
      return;
    }
    let page: Order[] = [];
    this.flights.push({
      read: () => (page = this.shop.read({ status: view.status, below: depths.get(view) }, PAGE)),
      land: () => {
        found.push(...page);
        depths.set(view, page.length < PAGE ? TO_THE_END : (page.at(-1) as Order)._id);
        this.#fetchAll(views, found, depths, done);
      },
    });
  }

  dropUnseen(): void {
    if (this.flights.length > 0) return;
    this.state = dropUnseen(this.state, { isListed: this.sees, isOpen });
  }

  readonly sees = (order: Order): boolean =>
    isOpen(order._id) ||
    this.views.some(({ status, downTo }) => downTo !== undefined && isSelected(order, { status, downTo }));

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
    return view.downTo === undefined ? [] : selectOrders(this.state, { ...view, downTo: view.downTo });
  }
}
