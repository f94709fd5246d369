// The only file that knows socket.io-client: one connection at a time, made again whenever it is lost.
import {
  closingHint,
  feedState,
  orderCounts,
  orderEventPayload,
  type FeedState,
  type OrderCounts,
  type OrderEvent,
  type OrderEventName,
} from "@order-desk/contract";
import { io, type Socket } from "socket.io-client";
import { backoff } from "../lib/backoff";
import type { TopicChannel } from "./topics";
import { silenceLimit, watchSurroundings } from "./surroundings";

const CONNECT_TIMEOUT_MS = 8_000;
const TICK_MS = 1_000;

export type FeedLink =
  | { readonly type: "opening"; readonly now: number; readonly since: number }
  | { readonly type: "opened" }
  | { readonly type: "down"; readonly retryAt: number; readonly since: number; readonly isOffline: boolean };

export type FeedHandlers = {
  /** `isReplay`: it happened while there was no connection. */
  event(event: OrderEvent, isReplay: boolean): void;
  /** `isAnswer`: the first thing said that tells where this connection stands. */
  state(state: FeedState, isAnswer: boolean): void;
  counts(counts: OrderCounts): void;
  malformed(): void;
  link(link: FeedLink): void;
  /** A new connection, on which topics can be followed. */
  topics?(channel: TopicChannel): void;
};

export type FeedConnection = { readonly tryNow: () => void; readonly close: () => void };

type Connection = {
  readonly socket: Socket;
  isUp: boolean;
  isAnswered: boolean;
  silenceMs: number;
  /** The server said that it goes: come back after a random part of this time, so that not all do at once. */
  comeBackWithinMs?: number;
};

const EVENT_NAMES = Object.keys(orderEventPayload) as OrderEventName[];

class FeedSocket {
  readonly #url: string;
  readonly #handlers: FeedHandlers;
  #cursor: string | undefined;
  #connection: Connection | undefined;
  #failures = 0;
  /** 0: the server has never been heard. */
  #heardAt = 0;
  #retry: ReturnType<typeof setTimeout> | undefined;
  readonly #tick = setInterval(() => this.#checkSilence(), TICK_MS);
  readonly #unwatch: () => void;

  constructor(url: string, handlers: FeedHandlers) {
    this.#url = url;
    this.#handlers = handlers;
    this.#unwatch = watchSurroundings({
      isWaiting: () => this.#retry !== undefined,
      reopen: () => this.tryNow(),
    });
    this.#open();
  }

  tryNow(): void {
    this.#failures = 0;
    this.#open();
  }

  close(): void {
    this.#drop();
    clearInterval(this.#tick);
    this.#unwatch();
  }

  #drop(): void {
    clearTimeout(this.#retry);
    this.#retry = undefined;
    const socket = this.#connection?.socket;
    this.#connection = undefined;
    socket?.offAny();
    socket?.removeAllListeners();
    socket?.disconnect();
  }

  #open(): void {
    this.#drop();
    this.#handlers.link({ type: "opening", now: Date.now(), since: this.#heardAt });
    const socket = io(this.#url, {
      auth: this.#cursor === undefined ? {} : { cursor: this.#cursor },
      transports: ["websocket", "polling"],
      tryAllTransports: true,
      // Own back-off, so that the moment of the next attempt is known and the past is not forgotten.
      reconnection: false,
      forceNew: true,
      timeout: CONNECT_TIMEOUT_MS,
    });
    const connection: Connection = { socket, isUp: false, isAnswered: false, silenceMs: Infinity };
    this.#connection = connection;
    socket.on("connect", () => {
      connection.isUp = true;
      this.#heardAt = Date.now();
      this.#handlers.link({ type: "opened" });
      this.#handlers.topics?.(socket);
    });
    socket.on("connect_error", () => this.#lost(connection));
    socket.on("disconnect", () => this.#lost(connection));
    socket.io.engine.on("handshake", (handshake) => (connection.silenceMs = silenceLimit(handshake)));
    socket.io.engine.on("packet", () => this.#checkSilence() && (this.#heardAt = Date.now()));
    this.#listen(connection);
  }

  #lost(connection: Connection): void {
    if (connection !== this.#connection) return;
    this.#drop();
    const within = connection.comeBackWithinMs;
    const wait = within === undefined ? backoff((this.#failures += 1)) : Math.random() * within;
    this.#retry = setTimeout(() => this.#open(), wait);
    const isOffline = (globalThis.navigator as Partial<Navigator> | undefined)?.onLine === false;
    this.#handlers.link({ type: "down", retryAt: Date.now() + wait, since: this.#heardAt, isOffline });
  }

  // The server is heard every few seconds. Longer silence means that this computer slept, or that the
  // connection is dead without either side having been told: what was missed is asked for anew.
  #checkSilence(): boolean {
    const connection = this.#connection;
    if (!connection?.isUp || Date.now() - this.#heardAt <= connection.silenceMs) return true;
    this.#open();
    return false;
  }

  #listen(connection: Connection): void {
    const { socket } = connection;
    for (const name of EVENT_NAMES)
      socket.on(name, (...sent: unknown[]) => this.#takeEvent(connection, name, sent));
    socket.on("server-closing", (sent: unknown) => {
      const hint = closingHint.safeParse(sent);
      if (hint.success) connection.comeBackWithinMs = hint.data.reconnect_within_ms;
    });
    socket.on("feed-state", (sent: unknown) => this.#takeState(connection, sent));
    socket.on("order-counts", (sent: unknown) => {
      const counts = orderCounts.safeParse(sent);
      if (counts.success) this.#handlers.counts(counts.data);
      else console.error("The live feed sent counts that are not understood", counts.error);
    });
  }

  #takeEvent(connection: Connection, name: OrderEventName, sent: unknown[]): void {
    const payload = orderEventPayload[name].safeParse(sent.slice(0, 2));
    if (!payload.success) {
      console.error(`The live feed sent an ${name} that is not understood`, payload.error);
      this.#handlers.malformed();
      return;
    }
    const [order, meta] = payload.data;
    this.#cursor = meta.cursor;
    this.#handlers.event({ type: name, order, meta } as OrderEvent, !connection.isAnswered);
  }

  #takeState(connection: Connection, sent: unknown): void {
    const state = feedState.safeParse(sent);
    if (!state.success) {
      console.error("The live feed sent a state that is not understood", state.error);
      this.#handlers.malformed();
      return;
    }
    this.#failures = 0;
    // A server that is behind says so before it can answer.
    const isAnswer = !connection.isAnswered && state.data.state !== "stale";
    connection.isAnswered ||= isAnswer;
    // Until the answer, what was missed is still to come: its position must not be skipped.
    if (connection.isAnswered) this.#cursor = state.data.cursor ?? this.#cursor;
    this.#handlers.state(state.data, isAnswer);
  }
}

/** Stays connected until it is closed. */
export function connectFeed(url: string, handlers: FeedHandlers): FeedConnection {
  const feed = new FeedSocket(url, handlers);
  return { tryNow: () => feed.tryNow(), close: () => feed.close() };
}
