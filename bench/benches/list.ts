import { setTimeout } from "node:timers/promises";
import { health } from "@order-desk/contract";
import type { Db } from "mongodb";
import type { Child } from "../lib/children.js";
import type { Backend, Bench, Context } from "../lib/context.js";
import { absolute, compared } from "../lib/figures.js";
import { openClient, type Mongod } from "../lib/mongod.js";
import { explainFind } from "../lib/queries.js";
import { interleave } from "../lib/rounds.js";
import { percentile } from "../lib/stats.js";

const MANY = 100_000;
const FEW = 1_000;
const PAGE = 50;
const FAR_PAGE = 1_000;
const ROUNDS = 8;
const SAMPLES = 150;
const MOST_PER_REQUEST = 200;
const CATCH_UP_S = 120;

type Side = { readonly first: string; readonly far: string; readonly db: Db };

/** The address of the `page`-th page, found as a client finds it: by following Link. */
async function addressOfPage(url: string, page: number): Promise<string> {
  const orders = `${url}/api/orders`;
  let cursor = "";
  for (let skip = (page - 1) * PAGE; skip > 0; skip -= MOST_PER_REQUEST) {
    const limit = Math.min(skip, MOST_PER_REQUEST);
    const response = await fetch(`${orders}?limit=${limit}${cursor && `&cursor=${cursor}`}`);
    const text = await response.text();
    if (!response.ok) throw new Error(`A page was answered with ${response.status}: ${text}`);
    const next = /[?&]cursor=([^&>]+)/.exec(response.headers.get("link") ?? "")?.[1];
    if (next === undefined) throw new Error(`There is no page ${page}: no Link with ${skip} orders to go`);
    cursor = next;
  }
  return `${orders}?limit=${PAGE}${cursor && `&cursor=${cursor}`}`;
}

/** A backend that starts soon after many changes reads them all: only then is it as it will be. */
async function untilCaughtUp(url: string): Promise<void> {
  for (let tries = 0; tries < CATCH_UP_S; tries++) {
    const { status, worker } = health.parse(await (await fetch(`${url}/health/ready`)).json());
    if (status === "ready" && worker.lag_ms !== null && worker.lag_ms < 1_000) return;
    await setTimeout(1_000);
  }
  throw new Error("The backend did not catch up with its database");
}

/** A backend on a database with `count` orders; the backend makes the indexes before the orders come. */
async function prepare(
  context: Context,
  mongod: Mongod,
  filler: Child,
  count: number,
): Promise<Side & { backend: Backend }> {
  const uri = mongod.uriOf(`orders${count}`);
  const first = await context.startBackend(uri);
  await first.stop();
  await filler.ask({ uri, count }, 60_000);
  const backend = await context.startBackend(uri);
  await untilCaughtUp(backend.url);
  const client = await openClient(uri, context.cleanup);
  const last = Math.min(FAR_PAGE, count / PAGE);
  return {
    backend,
    db: client.db(),
    first: await addressOfPage(backend.url, 1),
    far: await addressOfPage(backend.url, last),
  };
}

async function compareP99(reader: Child, many: string, few: string) {
  const take = (url: string) => async () => await reader.ask<number[]>({ url, samples: SAMPLES });
  await take(many)();
  await take(few)();
  const rounds = await interleave(ROUNDS, { product: take(many), baseline: take(few) });
  const p99 = (samples: readonly number[]) => percentile(samples, 0.99);
  return { product: rounds.product.map(p99), baseline: rounds.baseline.map(p99) };
}

async function explainPages({ db, first, far }: Side) {
  const get = (url: string) => async () => await (await fetch(url)).arrayBuffer();
  return {
    "first page": await explainFind(db, get(first)),
    [`page ${FAR_PAGE}`]: await explainFind(db, get(far)),
    "first page of one status": await explainFind(db, get(`${first}&status=pending`)),
    "first page of two statuses": await explainFind(db, get(`${first}&status=pending,processing`)),
  };
}

export const list: Bench = {
  name: "list",
  about: `GET of ${PAGE} orders, p99, among ${MANY} orders against ${FEW}`,
  async run(context) {
    const mongod = await context.mongod("product");
    const filler = await context.startPart("listFill");
    const many = await prepare(context, mongod, filler, MANY);
    const few = await prepare(context, mongod, filler, FEW);
    const reader = await context.startPart("listReader");
    const first = await compareP99(reader, many.first, few.first);
    const far = await compareP99(reader, many.far, few.far);
    const plans = await explainPages(many);
    const costs = Object.values(plans);
    const keys = Math.max(...costs.map(({ keysExamined }) => keysExamined / PAGE));
    const sorts = costs.filter(({ sortsInMemory }) => sortsInMemory).length;
    return {
      figures: [
        compared("first page", "ms", first, { atMost: 1.3 }),
        compared(`page ${FAR_PAGE} against the last page`, "ms", far, { atMost: 1.3 }),
        absolute("keys examined per order of a page", "", [keys], { atMost: 1.1 }),
        absolute("queries that sort in memory", "", [sorts], { atMost: 0 }),
      ],
      facts: { how: `${ROUNDS} rounds of ${SAMPLES} requests, one after another`, ...plans },
    };
  },
};
