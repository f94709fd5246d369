// Makes changes through the API at a steady pace, most of them to the newest orders: those that are on the screen.
import { Agent, request } from "node:http";
import { sampleOrder } from "@order-desk/contract/samples";
import { answer } from "./answer.mjs";

const agent = new Agent({ keepAlive: true, maxSockets: 8 });
const headers = { "content-type": "application/json" };

const call = (url, method, body) =>
  new Promise((resolve, reject) => {
    const asking = request(url, { method, agent, headers }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (piece) => (text += piece));
      response.on("end", () =>
        response.statusCode < 300
          ? resolve(text === "" ? undefined : JSON.parse(text))
          : reject(new Error(`${method} ${url} gave ${response.statusCode}: ${text}`)),
      );
    });
    asking.on("error", reject).end(body && JSON.stringify(body));
  });

/** Orders that this part has made, the newest last. */
const made = [];
let count = 0;

async function create(orders) {
  const { status: _, ...fields } = sampleOrder(count);
  made.push((await call(orders, "POST", fields))._id);
}
const edit = async (orders, n) =>
  await call(`${orders}/${made.at(-1 - (n % 20))}`, "PATCH", { quantity: 1 + (count % 90) });
const remove = async (orders) => await call(`${orders}/${made.shift()}`, "DELETE");

/** Of ten changes five edit, four create and one deletes. */
async function change(orders) {
  count += 1;
  const kind = made.length < 30 ? 0 : count % 10;
  if (kind === 9) await remove(orders);
  else if (kind % 2 === 0 && kind < 8) await create(orders);
  else await edit(orders, kind * 3);
}

answer(async ({ url, events, everyMs }) => {
  const startedAt = performance.now();
  const under_way = [];
  for (let n = 0; n < events; n++) {
    const wait = startedAt + n * everyMs - performance.now();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    under_way.push(change(`${url}/api/orders`));
  }
  await Promise.all(under_way);
  // Until the next question the server may close what is idle, and just then a request would be on its way.
  agent.destroy();
  return events / ((performance.now() - startedAt) / 1_000);
});
