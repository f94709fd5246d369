// A real socket.io-client that writes down what it hears, parsed with the contract.
import {
  feedState,
  orderCounts,
  orderEventPayload,
  type FeedState,
  type OrderCounts,
  type OrderEvent,
  type OrderEventName,
} from "@order-desk/contract";
import { io, type Socket } from "socket.io-client";
import { until } from "./wait.js";

export type TabOptions = {
  readonly cursor?: unknown;
  readonly transports?: ("websocket" | "polling")[];
  readonly origin?: string;
  /** True when not given. */
  readonly reconnects?: boolean;
  /** False: return at once, connected or not; else when the tab was told where it stands. */
  readonly waitForState?: boolean;
};

export type Tab = {
  readonly socket: Socket;
  readonly events: OrderEvent[];
  readonly states: FeedState[];
  readonly counts: OrderCounts[];
  /** Waits until at least `count` events arrived, then gives them all. */
  readonly heard: (count: number, withinMs?: number) => Promise<OrderEvent[]>;
  /** The first answer that was not "stale". */
  readonly standing: () => FeedState | undefined;
  readonly state: (wanted: FeedState["state"], withinMs?: number) => Promise<FeedState>;
  readonly close: () => void;
};

const isEventName = (name: string): name is OrderEventName => name in orderEventPayload;

export async function connectTab(url: string, options: TabOptions = {}): Promise<Tab> {
  const events: OrderEvent[] = [];
  const states: FeedState[] = [];
  const counts: OrderCounts[] = [];
  const socket: Socket = io(url, {
    autoConnect: false,
    forceNew: true,
    reconnection: options.reconnects ?? true,
    transports: options.transports ?? ["websocket"],
    // As a real tab does: from its last position on, should a busy machine have cut it off.
    auth: (send) => send({ cursor: events.at(-1)?.meta.cursor ?? tab.standing()?.cursor ?? options.cursor }),
    ...(options.origin !== undefined && { extraHeaders: { Origin: options.origin } }),
  });
  socket.onAny((name: string, ...args: unknown[]) => {
    if (name === "feed-state") states.push(feedState.parse(args[0]));
    if (name === "order-counts") counts.push(orderCounts.parse(args[0]));
    if (!isEventName(name)) return;
    const [order, meta] = orderEventPayload[name].parse(args);
    events.push({ type: name, order, meta } as OrderEvent);
  });
  const tab: Tab = {
    socket,
    events,
    states,
    counts,
    async heard(count, withinMs) {
      await until(`${count} events`, () => events.length >= count, withinMs);
      return events;
    },
    standing: () => states.find(({ state }) => state !== "stale"),
    state: async (wanted, withinMs) =>
      await until(`feed-state ${wanted}`, () => states.findLast(({ state }) => state === wanted), withinMs),
    close: () => void socket.disconnect(),
  };
  socket.connect();
  if (options.waitForState ?? true) {
    try {
      await until("where the tab stands", tab.standing);
    } catch (error) {
      socket.disconnect();
      throw error;
    }
  }
  return tab;
}
