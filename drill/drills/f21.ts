import { setTimeout } from "node:timers/promises";
import type { BulkJob, JobRow, Order } from "@order-desk/contract";
import { ObjectId } from "mongodb";
import type { JobDocument } from "../../backend/src/models/Job.js";
import type { OrderDocument } from "../../backend/src/models/orderDocument.js";
import type { Violation } from "../check/violations.js";
import type { Drill, Form } from "../lib/drill.js";
import type { Stack } from "../lib/stack.js";
import { until } from "../lib/wait.js";

const ORDERS: Record<Form, number> = { short: 300, long: 5_000 };
/** Chunks that are done before. */
const BEFORE_KILL: Record<Form, number> = { short: 0, long: 6 };
const AT_ONCE = 100;
const LOOK_EVERY_MS = 2;

async function send<T>(url: string, body?: object): Promise<T> {
  const answer = await fetch(url, {
    ...(body && { method: "POST", body: JSON.stringify(body) }),
    headers: { "Content-Type": "application/json" },
  });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
  return (await answer.json()) as T;
}

/** Each with a customer of its own: mails of different people do not wait for each other. */
async function createOne({ urls: [url], history }: Stack, index: number): Promise<string> {
  const at = history.now();
  const marker = `job-${index}`;
  const order = await send<Order>(`${url}/api/orders`, {
    ...{ customer_name: "Job", customer_email: `job${index}@customers.example`, product_name: marker },
  });
  const answered = { at, endedAt: history.now(), order: order._id, version: 1 };
  history.add({ kind: "request", op: "post", marker, outcome: "ok", ...answered });
  // The job's own change, whose answer says nothing of this order.
  history.add({
    ...{ kind: "request", op: "status", marker: `${marker} shipped` },
    ...answered,
    outcome: "unknown",
  });
  return order._id;
}

const jobsOf = ({ set, database }: Stack) => set.client.db(database).collection<JobDocument>("jobs");

async function run(stack: Stack, form: Form): Promise<void> {
  const { backends, urls, note, random } = stack;
  for (let made = 0; made < ORDERS[form]; made += AT_ONCE)
    await Promise.all(Array.from({ length: AT_ONCE }, async (_, n) => await createOne(stack, made + n)));
  const [victim] = backends;
  if (!victim) return;
  const asked = { query: { status: ["pending"] }, action: "status", status: "shipped" };
  const { _id } = await send<BulkJob>(`${urls[0]}/api/orders/bulk`, asked);
  note("the job is accepted");
  const jobs = jobsOf(stack);
  const job = async () => await jobs.findOne({ _id: new ObjectId(_id) });
  // Who accepts a job begins it; then they take turns.
  let first: string | null | undefined;
  const isItsTurn = async () => {
    const { owner, next_chunk = 0 } = (await job()) ?? {};
    first ??= owner;
    return typeof owner === "string" && owner === first && next_chunk >= BEFORE_KILL[form];
  };
  await until("it is at work", isItsTurn, undefined, LOOK_EVERY_MS);
  await setTimeout(random.int(0, 40));
  note(`kill -9 ${victim.name}`, true);
  await victim.process.kill();
  await until("another goes on", async () => {
    const { owner, state } = (await job()) ?? {};
    return state !== "running" || (typeof owner === "string" && owner !== first);
  });
  note(`another goes on; start ${victim.name}`);
  await Promise.all([victim.start(), until("the job is done", async () => (await job())?.state === "done")]);
  note("the job is done");
}

async function wrongRows(stack: Stack, { _id, set }: JobDocument): Promise<string[]> {
  const chunks = stack.set.client
    .db(stack.database)
    .collection<{ set: string; rows: JobRow[] | null }>("job_chunks");
  const rows = (await chunks.find({ set }).toArray()).flatMap((chunk) => chunk.rows ?? []);
  const wrong = rows.filter(({ outcome }) => outcome !== "changed");
  return wrong.length === 0
    ? []
    : [`job ${_id.toHexString()}: ${wrong.length} of ${rows.length} rows say otherwise`];
}

/** One mail for each change is checked for every drill. */
async function verify(stack: Stack): Promise<Violation[]> {
  const orders = await stack.set.client
    .db(stack.database)
    .collection<OrderDocument>("orders")
    .find({ customer_name: "Job" })
    .toArray();
  const job = await jobsOf(stack).findOne();
  if (!job) return [{ oracle: "O1", what: "the job is gone" }];
  const told = await send<BulkJob>(`${stack.urls[0]}/api/orders/bulk/${job._id.toHexString()}`);
  const { length: all } = orders;
  const isComplete = [told.total, told.processed, told.changed].every((count) => count === all);
  const problems = [
    ...orders
      .filter(({ version, status }) => version !== 2 || status !== "shipped")
      .map(({ order_number, version, status }) => `order ${order_number} is ${status} at version ${version}`),
    ...(told.state === "done" && isComplete
      ? []
      : [
          `the job is ${told.state}: ${told.changed} changed and ${told.processed} done of ${told.total}, ${all} orders`,
        ]),
    ...(await wrongRows(stack, job)),
  ];
  return problems.map((what) => ({ oracle: "O1", what }));
}

export const f21: Drill = {
  name: "F21",
  about: "kill -9 of the backend that is in the middle of a job on 300 orders (5,000 in the long form)",
  load: 0,
  stack: { tabs: 4 },
  // Five thousand mails on a machine that does other things too.
  quietWithinMs: 300_000,
  run,
  verify,
};
