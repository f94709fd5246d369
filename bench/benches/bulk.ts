import { setTimeout } from "node:timers/promises";
import { bulkJob, type BulkJob, type OrderStatus } from "@order-desk/contract";
import type { Child } from "../lib/children.js";
import type { Bench } from "../lib/context.js";
import { absolute, compared } from "../lib/figures.js";
import { interleave } from "../lib/rounds.js";
import { seed } from "../lib/seed.js";
import { percentile } from "../lib/stats.js";

const JOB_ORDERS = 10_000;
const OTHER_ORDERS = 20_000;
/** Each takes all of them one step on. */
const STEPS: readonly OrderStatus[] = ["processing", "shipped", "delivered", "returned"];
const POST_EVERY_MS = 40;
const TABS = 20;
const LOOK_EVERY_MS = 250;
const JOB_WITHIN_MS = 300_000;
const BASELINE_MS = 20_000;

type Posts = { readonly answered: number[]; readonly seen: number[] };
type Done = { readonly posts: Posts; readonly seconds: number };

const postsDuring = async (posts: Child, work: () => Promise<unknown>): Promise<Done> => {
  const startedAt = performance.now();
  await posts.ask({ everyMs: POST_EVERY_MS });
  await work();
  const seconds = (performance.now() - startedAt) / 1_000;
  return { posts: await posts.ask<Posts>({ end: true }), seconds };
};

async function call(url: string, body?: object): Promise<BulkJob> {
  const headers = { "content-type": "application/json" };
  const response = await fetch(url, body ? { method: "POST", headers, body: JSON.stringify(body) } : {});
  if (!response.ok) throw new Error(`${url} gave ${response.status}: ${await response.text()}`);
  return bulkJob.parse(await response.json());
}

async function runJob(api: string, ids: readonly string[], status: OrderStatus): Promise<void> {
  const url = `${api}/api/orders/bulk`;
  let job = await call(url, { ids, action: "status", status });
  const until = performance.now() + JOB_WITHIN_MS;
  while (job.finished_at === null) {
    if (performance.now() > until) throw new Error(`The job was not done within ${JOB_WITHIN_MS / 1_000} s`);
    await setTimeout(LOOK_EVERY_MS);
    job = await call(`${url}/${job._id}`);
  }
  if (job.changed !== ids.length) throw new Error(`Of ${ids.length} orders ${job.changed} were changed`);
}

export const bulk: Bench = {
  name: "bulk",
  about: `POST while a job changes ${JOB_ORDERS} orders, against the same without a job`,
  async run(context) {
    const mongod = await context.mongod("bulk");
    const uri = mongod.uriOf("orderdb");
    await seed(uri, OTHER_ORDERS);
    const backend = await context.startBackend(uri);
    const ids = await context.startPart("pendingOrders", { URI: uri });
    const pending = await ids.ask<string[]>({ count: JOB_ORDERS }, 60_000);
    const posts = await context.startPart("steadyPosts", { API: backend.url });
    const tabs = await context.startPart("fanoutSockets");
    await tabs.ask({ url: backend.url, count: TABS });
    const steps = [...STEPS];
    await postsDuring(posts, async () => await setTimeout(3_000));
    const rounds = await interleave(STEPS.length, {
      async product() {
        const status = steps.shift() as OrderStatus;
        return await postsDuring(posts, async () => await runJob(backend.url, pending, status));
      },
      baseline: async () => await postsDuring(posts, async () => await setTimeout(BASELINE_MS)),
    });
    const p99 = (kind: keyof Posts) => ({
      product: rounds.product.map((done) => percentile(done.posts[kind], 0.99)),
      baseline: rounds.baseline.map((done) => percentile(done.posts[kind], 0.99)),
    });
    return {
      figures: [
        compared("p99 of one POST", "ms", p99("answered"), { atMost: 2 }),
        compared("p99 from a POST to a tab", "ms", p99("seen")),
        absolute(
          `a job of ${JOB_ORDERS}`,
          "s",
          rounds.product.map((done) => done.seconds),
        ),
      ],
      facts: {
        how: `${STEPS.length} jobs in turn with 20 s without one; a POST every ${POST_EVERY_MS} ms, ${TABS} tabs, mails recorded`,
      },
    };
  },
};
