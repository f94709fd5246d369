// What Socket.IO alone does under the same weather: a server that emits, and clients that connect again by themselves.
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Server } from "socket.io";
import { io, type Socket } from "socket.io-client";
import type { Cleanup } from "../../bench/lib/cleanup.js";
import { startProxy, type Proxy } from "./proxy.js";
import { until } from "./wait.js";

export type PlainSocketIo = {
  /** In front of each client. */
  readonly doors: readonly Proxy[];
  readonly emit: () => void;
  /** How much of what was emitted came to a client, over all clients: 0 to 1. */
  readonly delivered: () => number;
};

export async function startPlainSocketIo(clients: number, cleanup: Cleanup): Promise<PlainSocketIo> {
  const http = createServer();
  const server = new Server(http);
  http.listen(0, "127.0.0.1");
  await once(http, "listening");
  const { port } = http.address() as AddressInfo;
  cleanup.add(async () => await server.close());
  let [emitted, received] = [0, 0];
  const doors: Proxy[] = [];
  const sockets: Socket[] = [];
  for (let client = 0; client < clients; client++) {
    const door = await startProxy(() => [{ port }]);
    cleanup.add(door.stop);
    doors.push(door);
    const socket = io(`http://127.0.0.1:${door.port}`, { transports: ["websocket"], forceNew: true });
    socket.on("change", () => (received += 1));
    cleanup.add(() => void socket.disconnect());
    sockets.push(socket);
  }
  await until("every plain client is connected", () => sockets.every(({ connected }) => connected));
  return {
    doors,
    emit() {
      emitted += 1;
      server.emit("change", { number: emitted });
    },
    delivered: () => received / (emitted * clients),
  };
}
