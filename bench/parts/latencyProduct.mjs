// Product of `latency`: one process posts to backend A and hears of it by a socket at backend B.
import { Agent, request } from "node:http";
import { sampleOrder } from "@order-desk/contract/samples";
import { io } from "socket.io-client";
import { answer } from "./answer.mjs";
import { pause } from "./pause.mjs";

const { POST_URL, SOCKET_URL } = process.env;
const agent = new Agent({ keepAlive: true });

const socket = io(SOCKET_URL, { transports: ["websocket"] });
const expected = new Map();
socket.on("order-created", ({ customer_name }) => expected.get(customer_name)?.());
await new Promise((resolve) => socket.once("feed-state", resolve));
socket.on("disconnect", (reason) => {
  console.error(`The socket was cut: ${reason}`);
  process.exit(1);
});

const post = (body) =>
  new Promise((resolve, reject) => {
    const headers = { "content-type": "application/json", "content-length": Buffer.byteLength(body) };
    const sent = request(POST_URL, { method: "POST", agent, headers }, (response) => {
      response.resume();
      response.on("end", () =>
        response.statusCode === 201 ? resolve() : reject(new Error(`POST gave ${response.statusCode}`)),
      );
    });
    sent.on("error", reject);
    sent.end(body);
  });

async function once(index) {
  const name = `Customer ${index}`;
  const body = JSON.stringify({ ...sampleOrder(index), customer_name: name });
  const seen = new Promise((resolve) => expected.set(name, () => resolve(performance.now())));
  const startedAt = performance.now();
  const [seenAt] = await Promise.all([seen, post(body)]);
  expected.delete(name);
  return seenAt - startedAt;
}

let made = 0;
answer(async ({ samples }) => {
  const found = [];
  for (let n = 0; n < samples; n++) {
    await pause();
    found.push(await once(made++));
  }
  return found;
});
