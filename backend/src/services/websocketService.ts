// The only file that knows socket.io's server: who may connect, what a new socket is told, how news go out.
import type { Server as HttpServer } from "node:http";
import { setTimeout } from "node:timers/promises";
import {
  feedCursor,
  FOLLOWED_MAX,
  followTopic,
  type ClientToServerEvents,
  type FeedState,
  type FollowTopic,
  type ServerToClientEvents,
  WATCHED_LISTS_BYTES_MAX,
  watchedLists,
} from "@order-desk/contract";
import type { Logger } from "pino";
import { Server, type Socket } from "socket.io";
import type { ListCounts } from "./listCounts.js";
import type { FeedPublisher, LiveFeed } from "./liveFeed.js";
import { cutSlowSockets, type Connection } from "./slowSockets.js";
import type { TopicFeed, TopicPublisher } from "./topicFeed.js";

/** A tab notices a half-open connection within interval + time-out (SCREENS: 5 s). */
const PING = { pingInterval: 2_000, pingTimeout: 2_500 };
/** Clients mostly listen: room for all the lists that they may want counted, and for what is around them. */
const MAX_PACKET_BYTES = WATCHED_LISTS_BYTES_MAX + 8_192;
/** Sockets that have been told where they stand; the others must not get events before that. */
const CURRENT = "current";

/** Many clients that were told to come back or to fetch again do so spread over this time for each of them… */
const SPREAD_MS_EACH = 4;
/** …but within this. */
const SPREAD_MAX_MS = 4_000;
/** What was said last is on its way when a connection is closed this much later. */
const FLUSH_MS = 100;

type Check = (header: string | undefined) => boolean;

type FeedServer = Server<ClientToServerEvents, ServerToClientEvents>;
type FeedSocket = Socket<ClientToServerEvents, ServerToClientEvents>;

const withSpread = (state: FeedState, spread: () => number): FeedState =>
  state.state === "refetch" ? { ...state, spread_ms: spread() } : state;

async function greet(socket: FeedSocket, feed: LiveFeed, spread: () => number): Promise<void> {
  const { cursor } = socket.handshake.auth as { cursor?: unknown };
  if (feed.lagMs() === null) socket.emit("feed-state", feed.staleState());
  await feed.ready;
  // A cursor that is not one of ours cannot be found: it is told to refetch.
  const known =
    cursor === undefined || cursor === null ? undefined : (feedCursor.safeParse(cursor).data ?? "");
  if (known !== undefined) await feed.reach(known);
  if (!socket.connected) return;
  // From here to the join nothing is awaited, so no event can come in between.
  const { events, state, counts } = feed.resume(known);
  for (const { type, order, meta } of events) socket.emit(type, order, meta);
  socket.emit("feed-state", withSpread(state, spread));
  if (feed.isStale()) socket.emit("feed-state", feed.staleState());
  if (counts) socket.emit("order-counts", counts);
  void socket.join(CURRENT);
}

/** Lets a socket follow topics. What it sends is anyone's: only known topics, and only a few. */
function serveTopics(socket: FeedSocket, topics: TopicFeed, logger: Logger): void {
  const followed = new Set<FollowTopic>();
  const follow = async (topic: FollowTopic): Promise<boolean> => {
    if (followed.has(topic)) return true;
    if (followed.size >= FOLLOWED_MAX) return false;
    followed.add(topic);
    await topics.follow();
    if (socket.connected && followed.has(topic)) await socket.join(topic);
    return true;
  };
  const unfollow = (topic: FollowTopic) => {
    if (!followed.delete(topic)) return;
    void socket.leave(topic);
    topics.unfollow();
  };
  socket.on("follow", (topic, done) => {
    const known = followTopic.safeParse(topic);
    // It comes from outside: the types only say what it should be.
    if (!known.success || typeof (done as unknown) !== "function") return;
    follow(known.data).then(done, (error: unknown) =>
      logger.error({ err: error }, "A topic could not be followed"),
    );
  });
  socket.on("unfollow", (topic: unknown) => {
    const known = followTopic.safeParse(topic);
    if (known.success) unfollow(known.data);
  });
  socket.on("disconnect", () => {
    for (const topic of [...followed]) unfollow(topic);
  });
}

/** Counts lists for a socket. What it asks for is anyone's. */
function serveCounts(socket: FeedSocket, lists: ListCounts): void {
  let end: () => void = () => undefined;
  socket.on("watch-counts", (asked: unknown, done: unknown) => {
    const known = watchedLists.safeParse(asked);
    if (known.success) {
      const endLast = end;
      end = lists.watch(known.data, (news) => socket.emit("list-counts", news));
      // After it: what both have is known already.
      endLast();
    }
    if (typeof done === "function") (done as (watched: boolean) => void)(known.success);
  });
  socket.on("disconnect", () => end());
}

export type WebsocketParts = {
  readonly isAllowedOrigin: Check;
  readonly isAllowedHost: Check;
  readonly logger: Logger;
  /** A client was cut off because it did not read. */
  readonly onSlowCut: () => void;
};

type Served = { readonly feed: LiveFeed; readonly lists: ListCounts; readonly topics: TopicFeed };

export function websocketService({ isAllowedOrigin, isAllowedHost, logger, onSlowCut }: WebsocketParts) {
  let isClosing = false;
  const io: FeedServer = new Server({
    ...PING,
    maxHttpBufferSize: MAX_PACKET_BYTES,
    serveClient: false,
    cors: { origin: (origin, decide) => decide(null, isAllowedOrigin(origin)) },
    // CORS does not cover WebSocket handshakes.
    allowRequest: ({ headers: { origin, host } }, decide) =>
      decide(null, !isClosing && isAllowedOrigin(origin) && isAllowedHost(host)),
  });

  const spread = () => Math.min(SPREAD_MAX_MS, SPREAD_MS_EACH * io.engine.clientsCount);
  const connections = function* () {
    for (const { conn } of io.sockets.sockets.values()) yield conn as unknown as Connection;
  };
  const stopCutting = cutSlowSockets(connections, onSlowCut);

  const publisher: FeedPublisher = {
    // The in-memory adapter encodes a broadcast once for all sockets.
    event: ({ type, order, meta }) => io.to(CURRENT).emit(type, order, meta),
    state: (state) => io.to(CURRENT).emit("feed-state", withSpread(state, spread)),
    counts: (counts) => io.to(CURRENT).emit("order-counts", counts),
  };

  const topicPublisher: TopicPublisher = {
    mail: (mail, topics) => io.to([...topics]).emit("mail-changed", mail),
    storyEntry: (entry, topic) => io.to(topic).emit("story-entry", entry),
    job: (job) => io.to("jobs" satisfies FollowTopic).emit("job-changed", job),
    views: () => io.to("views" satisfies FollowTopic).emit("views-changed"),
    missed: () => io.emit("follow-reset"),
  };

  return {
    publisher,
    topicPublisher,
    connections: () => io.engine.clientsCount,

    /**
     * Begins to let sockets in.
     * @param server has its other request handlers already: socket.io goes in front of those that it finds, and a
     *   handler that comes later would answer its polling requests too.
     */
    serve(server: HttpServer, { feed, lists, topics }: Served) {
      io.on("connection", (socket: FeedSocket) => {
        serveTopics(socket, topics, logger);
        serveCounts(socket, lists);
        greet(socket, feed, spread).catch((error: unknown) => {
          logger.error({ err: error }, "A socket could not be greeted");
          socket.disconnect(true);
        });
      });
      io.attach(server);
    },

    /** Ends every connection and lets no more in; the HTTP server is left to whoever made it. */
    async close() {
      isClosing = true;
      stopCutting();
      io.emit("server-closing", { reconnect_within_ms: Math.max(500, spread()) });
      await setTimeout(FLUSH_MS);
      // Not disconnectSockets: a client that is told to go does not come back by itself.
      io.engine.close();
    },
  };
}
