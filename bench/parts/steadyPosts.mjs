// Orders at a steady pace, whatever the answers take, from when it is told to begin until it is told to end: how long each
// answer took, and how long until a tab had the order.
import { Agent, request } from "node:http";
import { sampleOrder } from "@order-desk/contract/samples";
import { io } from "socket.io-client";
import { answer } from "./answer.mjs";

const { API } = process.env;
const agent = new Agent({ keepAlive: true });
const headers = { "content-type": "application/json" };

const socket = io(API, { transports: ["websocket"] });
const shown = new Map();
socket.on("order-created", ({ customer_name }) => shown.get(customer_name)?.());
await new Promise((resolve) => socket.once("feed-state", resolve));

const post = (body) =>
  new Promise((resolve, reject) => {
    const sent = request(`${API}/api/orders`, { method: "POST", agent, headers }, (response) => {
      response.resume();
      response.on("end", () =>
        response.statusCode === 201 ? resolve() : reject(new Error(`POST gave ${response.statusCode}`)),
      );
    });
    sent.on("error", reject);
    sent.end(body);
  });

let made = 0;
let posts = [];
let timer;

async function one() {
  const customer_name = `Steady customer ${(made += 1)}`;
  const body = JSON.stringify({ ...sampleOrder(made), status: "cancelled", customer_name });
  const inTab = new Promise((resolve) => shown.set(customer_name, resolve));
  const startedAt = performance.now();
  await post(body);
  const answered = performance.now() - startedAt;
  await inTab;
  shown.delete(customer_name);
  return { answered, seen: performance.now() - startedAt };
}

answer(async ({ everyMs }) => {
  if (everyMs !== undefined) {
    posts = [];
    timer = setInterval(() => posts.push(one()), everyMs);
    return null;
  }
  clearInterval(timer);
  const done = await Promise.all(posts);
  return { answered: done.map((each) => each.answered), seen: done.map((each) => each.seen) };
});
