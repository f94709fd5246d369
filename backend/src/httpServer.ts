// Where the HTTP server begins and how it ends.
import type { Server, ServerResponse } from "node:http";
import { Server as NetServer, type AddressInfo, type Socket } from "node:net";
import { setImmediate, setTimeout } from "node:timers/promises";

/** A client that has just been answered may be sending its next request on the same connection. */
const LET_COME_MS = 250;
/** A connection that was opened and not yet used, or that was told to end and is not ended, is cut after this long. */
const CUT_IDLE_AFTER_MS = 2_000;
/**
 * Longer than requests take (services/deadline), but for those that choose the orders of a job or read a file of them, and exports. These
 * are cut, and asked for again: no job is half accepted, and a browser keeps no file that was cut.
 */
const CUT_ALL_AFTER_MS = 5_500;
const LOOK_EVERY_MS = 25;
/** On a busy machine seconds' worth of them wait. Where they come without end, some are reset at last. */
const TAKE_QUEUED_MS = 2_000;

/** Gives its address as a person would type it. */
export async function listen(server: Server, host: string, port: number): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  const { port: bound } = server.address() as AddressInfo;
  return `http://${host === "127.0.0.1" || host === "0.0.0.0" ? "localhost" : host}:${bound}`;
}

/**
 * Takes the connections that the kernel has accepted and this process has not: closing the listener would reset them.
 * One is taken in each turn of the event loop (libuv).
 */
async function takeQueued(server: Server): Promise<void> {
  let isTaking = true;
  const note = () => (isTaking = true);
  server.on("connection", note);
  for (const until = Date.now() + TAKE_QUEUED_MS; isTaking && Date.now() < until;) {
    isTaking = false;
    await setImmediate();
    await setImmediate();
  }
  server.off("connection", note);
}

/**
 * The function that stops the server and cuts off no request: what was sent is answered, what would come later finds
 * nobody there. Call it when all other handlers are in place, socket.io's too.
 */
export function gracefulStop(server: Server): () => Promise<void> {
  const open = new Set<Socket>();
  const answering = new Set<ServerResponse>();
  const used = new WeakSet<Socket>();
  let isStopping = false;
  // Node then says Connection: close, and ends the connection behind the answer.
  const makeLast = (res: ServerResponse) => {
    if (!res.headersSent) res.shouldKeepAlive = false;
  };

  server.on("connection", (socket: Socket) => {
    open.add(socket);
    socket.once("close", () => open.delete(socket));
  });
  server.prependListener("request", (req, res: ServerResponse) => {
    used.add(req.socket);
    answering.add(res);
    res.once("close", () => answering.delete(res));
    if (isStopping) makeLast(res);
  });

  const idle = () => {
    const busy = new Set([...answering].map(({ req }) => req.socket));
    return [...open].filter((socket) => !busy.has(socket));
  };

  return async () => {
    isStopping = true;
    for (const res of answering) makeLast(res);
    await takeQueued(server);
    // Not the HTTP server's own: it cuts idle connections at once, on which a request may be on its way.
    NetServer.prototype.close.call(server);
    const startedAt = Date.now();
    while (open.size > 0) {
      await setTimeout(LOOK_EVERY_MS);
      const ms = Date.now() - startedAt;
      if (ms > CUT_ALL_AFTER_MS) for (const socket of open) socket.destroy();
      else if (ms > CUT_IDLE_AFTER_MS) for (const socket of idle()) socket.destroy();
      else if (ms > LET_COME_MS) for (const socket of idle()) if (used.has(socket)) socket.end();
    }
  };
}
