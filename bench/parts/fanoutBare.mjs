// Baseline of `fanout`: a Socket.IO server with the product's ping settings that emits given packets at a given pace.
import { createServer } from "node:http";
import { Server } from "socket.io";
import { answer } from "./answer.mjs";

const http = createServer();
const io = new Server(http, { pingInterval: 2_000, pingTimeout: 2_500, serveClient: false });
io.on("connection", (socket) => socket.emit("feed-state", {}));

async function send({ packets, everyMs }) {
  const startedAt = performance.now();
  for (const [n, packet] of packets.entries()) {
    const wait = startedAt + n * everyMs - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    io.emit(...packet);
  }
}

http.listen(0, "127.0.0.1", () =>
  answer(send, {
    url: `http://127.0.0.1:${http.address().port}`,
  }),
);
