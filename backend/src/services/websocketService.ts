// The only file that knows socket.io's server: who may connect, what a new socket is told, how news go out.
import type { Server as HttpServer } from "node:http";
import { feedCursor, type ClientToServerEvents, type ServerToClientEvents } from "@order-desk/contract";
import type { Logger } from "pino";
import { Server, type Socket } from "socket.io";
import type { FeedPublisher, LiveFeed } from "./liveFeed.js";

/** A tab notices a half-open connection within interval + time-out (SCREENS: 5 s). */
const PING = { pingInterval: 2_000, pingTimeout: 2_500 };
/** Clients only listen: no need for large packets. */
const MAX_PACKET_BYTES = 16_384;
/** Sockets that have been told where they stand; the others must not get events before that. */
const CURRENT = "current";

type Check = (header: string | undefined) => boolean;

type FeedServer = Server<ClientToServerEvents, ServerToClientEvents>;
type FeedSocket = Socket<ClientToServerEvents, ServerToClientEvents>;

async function greet(socket: FeedSocket, feed: LiveFeed): Promise<void> {
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
  socket.emit("feed-state", state);
  if (feed.isStale()) socket.emit("feed-state", feed.staleState());
  if (counts) socket.emit("order-counts", counts);
  void socket.join(CURRENT);
}

export function websocketService(isAllowedOrigin: Check, isAllowedHost: Check, logger: Logger) {
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

  const publisher: FeedPublisher = {
    // The in-memory adapter encodes a broadcast once for all sockets.
    event: ({ type, order, meta }) => io.to(CURRENT).emit(type, order, meta),
    state: (state) => io.to(CURRENT).emit("feed-state", state),
    counts: (counts) => io.to(CURRENT).emit("order-counts", counts),
  };

  return {
    publisher,
    connections: () => io.engine.clientsCount,

    /**
     * Begins to let sockets in.
     * @param server has its other request handlers already: socket.io goes in front of those that it finds, and a
     *   handler that comes later would answer its polling requests too.
     */
    serve(server: HttpServer, feed: LiveFeed) {
      io.on("connection", (socket: FeedSocket) => {
        greet(socket, feed).catch((error: unknown) => {
          logger.error({ err: error }, "A socket could not be greeted");
          socket.disconnect(true);
        });
      });
      io.attach(server);
    },

    /** Ends every connection and lets no more in; the HTTP server is left to whoever made it. */
    close() {
      isClosing = true;
      // Not disconnectSockets: a client that is told to go does not come back by itself.
      io.engine.close();
    },
  };
}
