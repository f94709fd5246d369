// The listeners of `fanout`: count what arrives, and keep the packets of one socket so that the baseline can send the
// same bytes. They speak just enough of Socket.IO's protocol to leave the cores to the measured server.
import { createRequire } from "node:module";
import { answer } from "./answer.mjs";

// The one that Socket.IO's own client uses, wherever it was installed.
const from = (path) => createRequire(path);
const client = from(import.meta.url).resolve("socket.io-client");
const WebSocket = from(from(client).resolve("engine.io-client"))("ws");

/** After so long without a packet nothing more is on its way. */
const QUIET_MS = 700;
// Engine.IO: 0 open, 2 ping, 3 pong, 4 message; Socket.IO within a message: 0 connect, 2 event.
const [OPEN, PING, PONG, CONNECT, EVENT] = ["0", "2", "3", "40", '42["'];

let sockets = [];
let received = {};
let packets = [];
let lastAt = 0;

function onEvent(socket, text) {
  const name = text.slice(EVENT.length, text.indexOf('"', EVENT.length));
  received[name] = (received[name] ?? 0) + 1;
  lastAt = Date.now();
  if (socket === sockets[0]) packets.push(JSON.parse(text.slice(2)));
  // Both servers greet with this.
  if (name === "feed-state") socket.emit("greeted");
}

function open(url) {
  const address = `${url.replace("http", "ws")}/socket.io/?EIO=4&transport=websocket`;
  const socket = new WebSocket(address, { perMessageDeflate: false });
  socket.on("error", (error) => console.error(error.message));
  socket.on("message", (data) => {
    const text = data.toString();
    if (text.startsWith(EVENT)) onEvent(socket, text);
    else if (text === PING) socket.send(PONG);
    else if (text.startsWith(OPEN)) socket.send(CONNECT);
  });
  return socket;
}

/** Brings the number of connected sockets to `count`: on a busy machine a server may have cut some. */
async function connect({ url, count }) {
  sockets = sockets.filter((one) => one.readyState === WebSocket.OPEN);
  while (sockets.length < count) {
    const some = Array.from({ length: Math.min(50, count - sockets.length) }, () => open(url));
    await Promise.all(some.map((one) => new Promise((resolve) => one.once("greeted", resolve))));
    sockets.push(...some);
  }
  received = {};
  packets = [];
}

async function settle({ name, deliveries }) {
  lastAt = Date.now();
  while ((received[name] ?? 0) < deliveries && Date.now() - lastAt < QUIET_MS)
    await new Promise((resolve) => setTimeout(resolve, 20));
  // The last packets of other kinds may be on their way.
  await new Promise((resolve) => setTimeout(resolve, 200));
  return { received, packets };
}

answer(async (question) => (question.url ? await connect(question) : await settle(question)));
