// The orders a tab holds and how news change them: live events, fetched pages, and fetching all of it again.
import type { Order, OrderEvent } from "@order-desk/contract";

export type Held = {
  readonly order: Order;
  /** Receipt number of the last event applied to this order; 0: it only came from fetches. */
  readonly seq: number;
  /** Receipt number as of which the content is known: the event's own, or where the fetch began. */
  readonly asOf: number;
  /** The content is an event's: the stream has come as far as this. */
  readonly isHeard: boolean;
};

export type Deleted = {
  readonly seq: number;
  /** As it was last held here, so that it can still be named. */
  readonly order?: Order;
  /** This tab's own deletion, answered by the API; its event is still to come. */
  readonly isOwn?: boolean;
};

export type OrdersState = {
  readonly orders: ReadonlyMap<string, Held>;
  readonly deleted: ReadonlyMap<string, Deleted>;
  /** Stream position up to which this tab has heard everything, in the stream as it is since the last gap. */
  readonly cursor: string | undefined;
  /** Counts what arrived: a fetch notes it when it begins, to know which events came after. */
  readonly seq: number;
  /** Events may be missing before this receipt number: what is older proves nothing about what is newer. */
  readonly base: number;
};

export const NO_ORDERS: OrdersState = {
  orders: new Map(),
  deleted: new Map(),
  cursor: undefined,
  seq: 0,
  base: 0,
};

type Draft = Omit<{ -readonly [Key in keyof OrdersState]: OrdersState[Key] }, "orders" | "deleted"> & {
  readonly orders: Map<string, Held>;
  readonly deleted: Map<string, Deleted>;
};

const toDraft = (state: OrdersState): Draft => ({
  ...state,
  orders: new Map(state.orders),
  deleted: new Map(state.deleted),
});

// Cursors compare as text in stream order, but only within an unbroken stream.
const isRepeat = ({ cursor }: Draft, { meta }: OrderEvent) => cursor !== undefined && meta.cursor <= cursor;

// A fetch has shown a newer state already. A deletion is never old: its version may be unknown to the
// server (0), and an order that came back is announced by an event behind it.
function isOutdated({ base }: Draft, { type, meta }: OrderEvent, held: Held | undefined): boolean {
  if (!held || held.asOf < base || type === "order-deleted" || meta.rewound) return false;
  return meta.version < held.order.version;
}

// Until the event of this tab's own deletion, whatever else comes is from before it.
const isBeforeOwnDeletion = ({ base }: Draft, { type }: OrderEvent, gone: Deleted | undefined) =>
  gone?.isOwn === true && gone.seq >= base && type !== "order-deleted";

function apply(draft: Draft, event: OrderEvent): void {
  const seq = (draft.seq += 1);
  const id = event.order._id;
  const held = draft.orders.get(id);
  const gone = draft.deleted.get(id);
  if (isRepeat(draft, event)) return;
  draft.cursor = event.meta.cursor;
  if (isOutdated(draft, event, held) || isBeforeOwnDeletion(draft, event, gone)) return;

  if (event.type === "order-deleted") {
    draft.orders.delete(id);
    draft.deleted.set(id, { seq, order: held?.order ?? gone?.order });
  } else {
    draft.deleted.delete(id);
    draft.orders.set(id, { order: event.order, seq, asOf: seq, isHeard: true });
  }
}

type Orders = OrdersState["orders"];
type Step = { readonly before: Orders; readonly ids: ReadonlySet<string> };
const steps = new WeakMap<Orders, Step>();

/** Which orders may differ from those before; undefined when these came of something else than events. */
export function changedSince(before: Orders, now: Orders): ReadonlySet<string> | undefined {
  const step = steps.get(now);
  return step?.before === before ? step.ids : undefined;
}

/** Live events in the order of their arrival; repeats and what is older than a fetch has shown are dropped. */
export function applyOrderEvents(state: OrdersState, events: readonly OrderEvent[]): OrdersState {
  if (events.length === 0) return state;
  const draft = toDraft(state);
  for (const event of events) apply(draft, event);
  steps.set(draft.orders, {
    before: state.orders,
    ids: new Set(events.map(({ order }) => order._id)),
  });
  // Else each would hold the one before it, and so all of them.
  steps.delete(state.orders);
  return draft;
}

export const applyOrderEvent = (state: OrdersState, event: OrderEvent): OrdersState =>
  applyOrderEvents(state, [event]);

function mergeFetched(draft: Draft, orders: readonly Order[], sinceSeq: number): void {
  for (const order of orders) {
    const held = draft.orders.get(order._id);
    const last = held ?? draft.deleted.get(order._id);
    if (last && last.seq > sinceSeq) continue;
    if (held && held.asOf >= draft.base && held.order.version > order.version) continue;
    draft.deleted.delete(order._id);
    draft.orders.set(order._id, { order, seq: last?.seq ?? 0, asOf: sinceSeq, isHeard: false });
  }
}

/**
 * Orders fetched when `state.seq` was `sinceSeq`. What an event touched since then wins; else the
 * higher version, and the fetched one when they are equal.
 */
export function applyPage(state: OrdersState, orders: readonly Order[], sinceSeq: number): OrdersState {
  if (orders.length === 0 || sinceSeq < state.base) return state;
  const draft = toDraft(state);
  mergeFetched(draft, orders, sinceSeq);
  return draft;
}

/** The API has deleted an order for this tab; the request was sent when `state.seq` was `sinceSeq`. */
export function applyOwnDeletion(state: OrdersState, id: string, sinceSeq: number): OrdersState {
  const held = state.orders.get(id);
  if (!held || held.seq > sinceSeq || sinceSeq < state.base) return state;
  const draft = toDraft(state);
  const seq = (draft.seq += 1);
  draft.orders.delete(id);
  draft.deleted.set(id, { seq, order: held.order, isOwn: true });
  return draft;
}

/** Events were missed for good: what is held is still shown, but anything that comes from now on beats it. */
export function beginRefetch(state: OrdersState): OrdersState {
  const seq = state.seq + 1;
  return { ...state, cursor: undefined, seq, base: seq };
}

/**
 * Everything that is shown, fetched again since `beginRefetch` left `state.seq` at `sinceSeq`: takes the
 * place of all that is held from before.
 */
export function applySnapshot(state: OrdersState, orders: readonly Order[], sinceSeq: number): OrdersState {
  if (sinceSeq < state.base) return state;
  const draft = toDraft(state);
  for (const [id, held] of draft.orders) if (held.asOf < sinceSeq) draft.orders.delete(id);
  for (const [id, gone] of draft.deleted) if (gone.seq < sinceSeq) draft.deleted.delete(id);
  mergeFetched(draft, orders, sinceSeq);
  return draft;
}

/** What somebody looks at. */
export type Sight = {
  readonly isListed: (order: Order) => boolean;
  /** Open in a panel, or a row of it keeps its place. */
  readonly isNeeded: (id: string) => boolean;
};

/**
 * Lets go of what nobody looks at; only while no fetch is under way whose answer it might have to be held against. What
 * is let go comes back whole, by an event or a fetch. Orders that only a fetch has brought stay: they may be ahead of the
 * stream, whose next event would then show them as they were before.
 */
export function dropUnseen(state: OrdersState, { isListed, isNeeded }: Sight): OrdersState {
  const draft = toDraft(state);
  for (const [id, { order, isHeard }] of draft.orders)
    if (isHeard && !isListed(order) && !isNeeded(id)) draft.orders.delete(id);
  for (const [id, { isOwn, seq }] of draft.deleted) {
    const isAwaited = isOwn === true && seq >= draft.base;
    if (!isAwaited && !isNeeded(id)) draft.deleted.delete(id);
  }
  return draft;
}
