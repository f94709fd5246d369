// A small real server, HTTP and Socket.IO, around a ModelShop: what the tab's own code is tested against.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { emptyCounts, parseParameters, type FeedState, type Order } from "@order-desk/contract";
import { Server } from "socket.io";
import { ModelShop } from "./modelShop";

type Reply = { readonly status: number; readonly body?: unknown; readonly headers?: Record<string, string> };
type Request = {
  readonly method: string;
  readonly url: URL;
  readonly body: unknown;
  readonly key: string | undefined;
  readonly ifMatch: string | undefined;
};
/** Undefined: the server answers as usual. */
type Interception = (request: Request) => Reply | "cut" | Promise<Reply | undefined> | undefined;
const asUsual: Interception = () => undefined;

export const problemReply = (status: number, code: string, extras: object = {}): Reply => ({
  status,
  body: {
    type: `urn:x:${code}`,
    title: code,
    status,
    code,
    detail: `Say: ${code}`,
    request_id: "r1",
    ...extras,
  },
  headers: { "Content-Type": "application/problem+json" },
});

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  return text === "" ? undefined : JSON.parse(text);
}

function page(shop: ModelShop, { url }: Request): Reply {
  const parameters = url.searchParams;
  const limit = Number(parameters.get("limit"));
  const query = parseParameters(parameters);
  // A cursor is the last order as it was then.
  const cursor = parameters.get("cursor");
  const matching = shop.readBehind(query, cursor ? (JSON.parse(cursor) as Order) : undefined, Infinity);
  const orders = matching.slice(0, limit);
  const total = { "X-Total-Count": String(shop.read(query).length) };
  if (matching.length <= limit) return { status: 200, body: orders, headers: total };
  parameters.set("cursor", JSON.stringify(orders.at(-1)));
  return {
    status: 200,
    body: orders,
    headers: { ...total, Link: `</api/orders?${parameters.toString()}>; rel="next"` },
  };
}

const given = (order: Order | undefined, status = 200): Reply =>
  order ? { status, body: order } : problemReply(404, "order_not_found");

function usual(shop: ModelShop, request: Request, slotOf: (path: string) => number): Reply {
  const { method, url, body } = request;
  const path = url.pathname;
  if (path === "/api/orders" && method === "GET") return page(shop, request);
  if (path === "/api/orders") return given(shop.create(shop.nextSlot()), 201);
  const slot = slotOf(path);
  if (path.endsWith("/restore")) return given(shop.restore(slot));
  if (method === "PATCH") return given(shop.update(slot, (body as Order).status));
  if (method === "DELETE") return shop.delete(slot) ? { status: 204 } : given(undefined);
  return given(shop.at(slot));
}

const slotOf = (path: string) => Number.parseInt(path.split("/")[3] ?? "", 16);

function send(response: ServerResponse, { status, body, headers = {} }: Reply): void {
  response.writeHead(status, { "Content-Type": "application/json", ...headers });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}

export class ShopServer {
  readonly shop = new ModelShop();
  /** All requests so far, as `GET /api/orders?limit=100`. */
  readonly requests: string[] = [];
  /** The auth of each connection so far. */
  readonly greeted: unknown[] = [];
  intercept: Interception = asUsual;
  /** What a connection without a gap in its past is told. */
  greeting: FeedState["state"] | "nothing" = "live";
  /** How far behind the server says it is when it greets. */
  lagMs = 0;
  #told = 0;
  /** Events before this position are forgotten: a cursor from there is too old. */
  #ringStart = 0;
  readonly #http = createServer((request, response) => void this.#answer(request, response));
  readonly io: Server;

  constructor(
    ping: { pingInterval: number; pingTimeout: number } = { pingInterval: 2000, pingTimeout: 2500 },
  ) {
    this.io = new Server(this.#http, ping);
    this.io.on("connection", (socket) => this.#greet(socket.id, socket.handshake.auth));
  }

  /** Requests wait from now until what is returned is called, and get this reply then; later ones are answered as usual. */
  hold(reply?: Reply): () => void {
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (release = resolve));
    const held = async () => {
      await gate;
      return reply;
    };
    this.intercept = held;
    return () => {
      if (this.intercept === held) this.intercept = asUsual;
      release();
    };
  }

  async listen(port = 0): Promise<string> {
    await new Promise<void>((resolve) => this.#http.listen(port, "127.0.0.1", resolve));
    return this.url;
  }

  get port(): number {
    return (this.#http.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async close(): Promise<void> {
    this.#http.closeAllConnections();
    await this.io.close();
  }

  /** Sends what the shop's log has and no tab was told yet. */
  announce(): void {
    for (const { type, order, meta } of this.shop.log.slice(this.#told)) this.io.emit(type, order, meta);
    this.#told = this.shop.log.length;
  }

  /** The past is lost: whoever reconnects must fetch again. */
  forget(): void {
    this.#told = this.#ringStart = this.shop.log.length;
  }

  say(state: FeedState["state"], lag_ms: number | null = 0): void {
    this.io.emit("feed-state", { state, cursor: this.#cursor(), lag_ms });
  }

  cutConnections(): void {
    for (const socket of this.io.sockets.sockets.values()) socket.conn.close();
  }

  #cursor() {
    return this.shop.log.at(-1)?.meta.cursor ?? null;
  }

  #greet(id: string, auth: Record<string, unknown>): void {
    this.greeted.push(auth);
    if (this.greeting === "nothing") return;
    const to = this.io.to(id);
    const position = this.shop.log.findIndex(({ meta }) => meta.cursor === auth.cursor);
    let state: FeedState["state"] = this.greeting;
    if (auth.cursor !== undefined) state = position + 1 >= this.#ringStart ? "replayed" : "refetch";
    const missed = state === "replayed" ? this.shop.log.slice(position + 1, this.#told) : [];
    for (const { type, order, meta } of missed) to.emit(type, order, meta);
    to.emit("feed-state", { state, cursor: this.#cursor(), lag_ms: this.lagMs, missed: missed.length });
    const counts = emptyCounts();
    for (const { status } of this.shop.read()) counts[status] += 1;
    to.emit("order-counts", counts);
  }

  async #answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(incoming.url ?? "/", this.url);
    const { method = "", headers } = incoming;
    const key = headers["idempotency-key"] as string | undefined;
    const request = { method, url, body: await bodyOf(incoming), key, ifMatch: headers["if-match"] };
    this.requests.push(`${request.method} ${url.pathname}${url.search}`);
    const reply = await this.intercept(request);
    if (reply === "cut") incoming.socket.destroy();
    else send(response, reply ?? usual(this.shop, request, slotOf));
  }
}
