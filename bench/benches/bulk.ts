import { setTimeout } from "node:timers/promises";
import type { Db } from "mongodb";
import { bulkJob, type BulkJob, type OrderStatus } from "@order-desk/contract";
import { sampleOrder } from "@order-desk/contract/samples";
import type { Child } from "../lib/children.js";
import type { Bench } from "../lib/context.js";
import { absolute, compared, type Figure, type Goal } from "../lib/figures.js";
import { openClient } from "../lib/mongod.js";
import { untilQuiet } from "../lib/queries.js";
import { interleave } from "../lib/rounds.js";
import { seed } from "../lib/seed.js";
import { percentile } from "../lib/stats.js";

const JOB_ORDERS = 10_000;
const OTHER_ORDERS = 20_000;
/** Each takes all of them one step on. */
const STEPS: readonly OrderStatus[] = ["processing", "shipped", "delivered", "returned"];
/** Files that are imported, and whose orders are deleted again. */
const FILES = ["one", "two", "three"] as const;
const AS_QUICK: Goal = { atMost: 2 };
const POST_EVERY_MS = 40;
const TABS = 20;
const LOOK_EVERY_MS = 250;
const JOB_WITHIN_MS = 300_000;
const BASELINE_MS = 20_000;
/** Before anything is measured: all processes have just begun. */
const WARM_UP_MS = 20_000;

type Posts = { readonly answered: number[]; readonly seen: number[] };
type Done = { readonly posts: Posts; readonly seconds: number };

const postsDuring = async (posts: Child, work: () => Promise<unknown>): Promise<Done> => {
  const startedAt = performance.now();
  await posts.ask({ everyMs: POST_EVERY_MS });
  await work();
  const seconds = (performance.now() - startedAt) / 1_000;
  return { posts: await posts.ask<Posts>({ end: true }), seconds };
};

type Body = { readonly type: "application/json" | "text/csv"; readonly text: string };

const jsonOf = (value: object): Body => ({ type: "application/json", text: JSON.stringify(value) });

/** Jobs are asked for as the dashboard does: they can be undone, and their mails wait until then. */
const DASHBOARD = "http://localhost:3000";

async function call(url: string, body?: Body): Promise<BulkJob> {
  const sent = body && {
    method: "POST",
    headers: { Origin: DASHBOARD, "content-type": body.type },
    body: body.text,
  };
  const response = await fetch(url, sent);
  if (!response.ok) throw new Error(`${url} gave ${response.status}: ${await response.text()}`);
  return bulkJob.parse(await response.json());
}

async function runJob(api: string, path: string, body: Body): Promise<void> {
  let job = await call(`${api}/api/orders/${path}`, body);
  const until = performance.now() + JOB_WITHIN_MS;
  while (job.finished_at === null) {
    if (performance.now() > until) throw new Error(`The job was not done within ${JOB_WITHIN_MS / 1_000} s`);
    await setTimeout(LOOK_EVERY_MS);
    job = await call(`${api}/api/orders/bulk/${job._id}`);
  }
  if (job.by !== "dashboard") throw new Error("The job was not taken for one of the dashboard");
  if (job.changed !== JOB_ORDERS) throw new Error(`Of ${JOB_ORDERS} orders ${job.changed} were changed`);
}

/** After a job's end: the time for an undo, and then its mails one after the other. */
const MAILS_MS = 60_000;

/** Those that are still to be sent are struck off: what is measured next is measured without them. */
async function strikeOff(db: Db): Promise<void> {
  await db.collection("mails").updateMany({ state: "queued" }, { $set: { state: "suppressed" } });
  await untilQuiet(db);
}

const emailOf = (file: string) => `file.${file}@example.com`;

function fileOf(name: string): Body {
  const lines = Array.from({ length: JOB_ORDERS }, (_, index) => {
    const order = { ...sampleOrder(index), customer_email: emailOf(name) };
    const { customer_name, customer_email, product_name, quantity, price, currency } = order;
    return [customer_name, customer_email, product_name, quantity, price, currency];
  });
  const head = ["customer_name", "customer_email", "product_name", "quantity", "price", "currency"];
  const toLine = (cells: readonly unknown[]) => cells.map((cell) => `"${String(cell)}"`).join(",");
  return { type: "text/csv", text: [head, ...lines].map(toLine).join("\n") };
}

type Rounds = { readonly product: readonly Done[]; readonly baseline: readonly Done[] };

function figuresOf(kind: string, { product, baseline }: Rounds): Figure[] {
  const p99Of = (all: readonly Done[], what: keyof Posts) =>
    all.map(({ posts }) => percentile(posts[what], 0.99));
  const p99 = (what: keyof Posts) => ({ product: p99Of(product, what), baseline: p99Of(baseline, what) });
  return [
    compared(`p99 of one POST beside ${kind}`, "ms", p99("answered"), AS_QUICK),
    compared(`p99 from a POST to a tab beside ${kind}`, "ms", p99("seen")),
  ];
}

/** Each of these jobs in turn with as long without one, and what that is to a POST and to a tab. */
async function beside(posts: Child, jobs: readonly (() => Promise<Done>)[]) {
  const left = [...jobs];
  return await interleave(jobs.length, {
    product: async () => (await left.shift()?.()) as Done,
    baseline: async () => await postsDuring(posts, async () => await setTimeout(BASELINE_MS)),
  });
}

const secondsOf = (kind: string, { product }: Rounds) =>
  absolute(
    `${kind} of ${JOB_ORDERS}`,
    "s",
    product.map(({ seconds }) => seconds),
  );

export const bulk: Bench = {
  name: "bulk",
  about: `POST while a job changes, makes or deletes ${JOB_ORDERS} orders, against the same without a job`,
  async run(context) {
    const mongod = await context.mongod("bulk");
    const uri = mongod.uriOf("orderdb");
    await seed(uri, OTHER_ORDERS);
    const mailServer = await context.startPart("mailServer");
    const { url } = await context.startBackend(uri, {
      EMAIL_HOST: "127.0.0.1",
      EMAIL_PORT: String(mailServer.ready.port),
    });
    const pending = await context.startPart("pendingOrders", { URI: uri });
    const ids = await pending.ask<string[]>({ count: JOB_ORDERS }, 60_000);
    const posts = await context.startPart("steadyPosts", { API: url });
    const tabs = await context.startPart("fanoutSockets");
    await tabs.ask({ url, count: TABS });
    const db = (await openClient(uri, context.cleanup)).db();
    await untilQuiet(db);
    await postsDuring(posts, async () => await setTimeout(WARM_UP_MS));
    const during = async (work: () => Promise<unknown>) => await postsDuring(posts, work);
    const mailing: Done[] = [];
    const changes = STEPS.map((status) => async () => {
      const done = await during(
        async () => await runJob(url, "bulk", jsonOf({ ids, action: "status", status })),
      );
      mailing.push(await during(async () => await setTimeout(MAILS_MS)));
      await strikeOff(db);
      return done;
    });
    const imports = FILES.map(
      (name) => async () => await during(async () => await runJob(url, "import", fileOf(name))),
    );
    const deletions = FILES.map((name) => {
      const meant = { query: { customer_email: emailOf(name) }, action: "delete" };
      return async () => await during(async () => await runJob(url, "bulk", jsonOf(meant)));
    });
    const changed = await beside(posts, changes);
    const mailed = { product: mailing, baseline: changed.baseline };
    const sent = await mailServer.ask<number>({});
    const imported = await beside(posts, imports);
    const deleted = await beside(posts, deletions);
    return {
      figures: [
        ...[...figuresOf("a status job", changed), secondsOf("a status job", changed)],
        ...figuresOf("the mails of such a job", mailed),
        absolute("mails of a job sent in a minute", "", [sent / STEPS.length]),
        ...[...figuresOf("an import", imported), secondsOf("an import", imported)],
        ...[...figuresOf("a deletion", deleted), secondsOf("a deletion", deleted)],
      ],
      facts: {
        how: `each job in turn with 20 s without one; a POST every ${POST_EVERY_MS} ms, ${TABS} tabs; the jobs by the dashboard, their mails sent to a server on this machine`,
      },
    };
  },
};
