// The listeners of `fanout`: counts what arrives, and keeps the packets of one socket so that the baseline can send the
// same bytes.
import { io } from "socket.io-client";
import { answer } from "./answer.mjs";

const sockets = [];
let received = {};
let packets = [];

async function connect({ url, count }) {
  for (let begun = sockets.length; begun < count; begun = sockets.length) {
    const some = Array.from({ length: Math.min(50, count - begun) }, () =>
      io(url, { transports: ["websocket"], forceNew: true, reconnection: false }),
    );
    // Both servers greet with this.
    await Promise.all(some.map((one) => new Promise((resolve) => one.once("feed-state", resolve))));
    sockets.push(...some);
  }
  for (const one of sockets) one.onAny((name) => (received[name] = (received[name] ?? 0) + 1));
  sockets[0].onAny((...packet) => packets.push(packet));
}

async function settle({ name, deliveries, withinMs }) {
  const until = Date.now() + withinMs;
  while ((received[name] ?? 0) < deliveries && Date.now() < until)
    await new Promise((resolve) => setTimeout(resolve, 20));
  // The last packets of other kinds may be on their way.
  await new Promise((resolve) => setTimeout(resolve, 300));
  const found = { received, packets };
  received = {};
  packets = [];
  return found;
}

answer(async (question) => (question.url ? await connect(question) : await settle(question)));
