import { setTimeout } from "node:timers/promises";
import type { Violation } from "../check/violations.js";
import type { Drill, Form } from "../lib/drill.js";
import type { Stack } from "../lib/stack.js";
import { until } from "../lib/wait.js";

async function create({ urls: [url] }: Stack, body: string): Promise<number> {
  const headers = { "Content-Type": "application/json" };
  return (await fetch(`${url}/api/orders`, { method: "POST", headers, body })).status;
}

const order = (product_name: string) =>
  JSON.stringify({ customer_name: "C", customer_email: "c@customers.example", product_name });

async function run(stack: Stack, form: Form): Promise<void> {
  const { set, database, tabs, note, random } = stack;
  const db = set.client.db(database);
  for (let index = 0; index < 5; index++) await create(stack, order(`before ${index}`));
  await until("the tabs show the orders", () => tabs.every((tab) => tab.shown().size === 5));
  if (random.chance(0.5)) {
    note("the orders are dropped");
    await db.collection("orders").drop();
  } else {
    note("the orders are renamed");
    await db.collection("orders").rename("orders_of_before");
  }
  await until(
    "the tabs show none",
    () => tabs.every((tab) => tab.isLive() && tab.shown().size === 0),
    20_000,
  );
  note("the tabs show none", true);
  const load = stack.load(20);
  await setTimeout(form === "short" ? 1_500 : 5_000);
  await db.command({ collMod: "orders", changeStreamPreAndPostImages: { enabled: true } });
  note("collMod");
  await setTimeout(form === "short" ? 1_000 : 5_000);
  await load.stop();
}

export const f11: Drill = {
  name: "F11",
  about: "the collection is dropped or renamed, then changed (collMod); an order of 17 MB is refused",
  load: 0,
  run,
  async verify(stack): Promise<Violation[]> {
    const status = await create(stack, order("x".repeat(17_000_000)));
    return status === 413 ? [] : [{ oracle: "O1", what: `an order of 17 MB was answered ${status}` }];
  },
};
