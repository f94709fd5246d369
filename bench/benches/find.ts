import { existsSync } from "node:fs";
import { ORDER_SORTS } from "@order-desk/contract";
import type { Db, ObjectId } from "mongodb";
import { toPageCursor } from "../../backend/src/services/pageCursor.js";
import { openBrowser, openList } from "../lib/browser.js";
import { part, type Child } from "../lib/children.js";
import type { Backend, Bench, Context } from "../lib/context.js";
import { assertBuilt, startDashboard } from "../lib/dashboards.js";
import { exportOrders } from "../lib/exporting.js";
import { absolute, compared, type Figure, type Goal } from "../lib/figures.js";
import { openClient, type Mongod } from "../lib/mongod.js";
import { explainFind, untilQuiet } from "../lib/queries.js";
import { interleave } from "../lib/rounds.js";
import { seed } from "../lib/seed.js";
import { percentile } from "../lib/stats.js";
import { keystrokes } from "../lib/typing.js";

const MANY = 1_000_000;
const FEW = 1_000;
const PAGE = 50;
const FAR_PAGE = 10_000;
const ROUNDS = 7;
/** So many that the 99th percentile is not the one slowest. */
const SAMPLES = 400;
const WARM_UP = 40;
/** Before anything is measured: both processes have just begun. */
const FIRST_WARM_UP = 500;
const SEED_S = 300;
/** A twelfth of the seeded ones. */
const FEW_EXPORTED = "status=returned";

/** A directory in which the orders stay for the next run. */
const KEPT = process.env.BENCH_FIND_DIR;

type Side = { readonly backend: Backend; readonly far: string; readonly db: Db; readonly seconds: number };
/** `ofFew`: what is asked of the few, where the same would find less. */
type Case = { readonly name: string; readonly query: string; readonly ofFew?: string; readonly goal: Goal };

const day = (daysAgo: number) => new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(0, 10);
const AS_QUICK: Goal = { atMost: 1.3 };
const SEARCH: Goal = { atMost: 2 };
const KEYS: Goal = { atMost: 1.1 };
/** MiB: what it reads ahead and what the collector has not yet taken back, however many orders there are. */
const EXPORT_MEMORY: Goal = { atMost: 100 };

const CASES: readonly Case[] = [
  { name: "first page", query: "", goal: AS_QUICK },
  ...ORDER_SORTS.map((sort) => ({ name: `sort=${sort}`, query: `sort=${sort}`, goal: AS_QUICK })),
  {
    name: "status and dates",
    query: `status=pending&created_from=${day(30)}&created_to=${day(0)}`,
    goal: AS_QUICK,
  },
  { name: "q of a rare word", query: "q=wanjiru", goal: SEARCH },
  { name: "q of a middling word", query: "q=walnut", goal: SEARCH },
  { name: "q of a common word", query: "q=lamp", goal: SEARCH },
  { name: "q of one letter", query: "q=l", goal: SEARCH },
  { name: "q of an order number", query: "q=1000500", ofFew: "q=1500", goal: SEARCH },
];
/** Words that many orders have and few or none have both of, and words with a status. */
const SELDOM_TOGETHER = [
  ...["q=lindqvist+hopper", "q=mariana+kowalski", "q=ada+lamp", "q=oak+lamp", "q=wanjiru+novak"],
  "q=ada&status=pending",
];
const SELDOM_MS = 300;
const TYPED = ["wanjiru", "walnut lamp", "ada", "novak oak", "kettle", "olga murphy", "1500", "chen"];
const KEYSTROKE_MS = 100;

/** Where the last order of the page before stands, found by counting: following Link takes minutes. */
async function addressOfPage(db: Db, url: string, page: number): Promise<string> {
  const [last] = await db
    .collection("orders")
    .find()
    .sort({ created_at: -1, _id: -1 })
    .skip((page - 1) * PAGE - 1)
    .limit(1)
    .project<{ _id: ObjectId; created_at: Date }>({ created_at: 1 })
    .toArray();
  if (!last) throw new Error(`There is no page ${page}`);
  const cursor = toPageCursor("-created_at", [last.created_at.toISOString(), String(last._id)]);
  return `${url}/api/orders?limit=${PAGE}&cursor=${cursor}`;
}

const uriOf = (mongod: Mongod, count: number) => mongod.uriOf(`orders${count}`);

async function prepare(context: Context, mongod: Mongod, count: number): Promise<Side> {
  const uri = uriOf(mongod, count);
  const client = await openClient(uri, context.cleanup);
  const db = client.db();
  const there = await db.collection("orders").estimatedDocumentCount();
  const seconds = there >= count ? Number.NaN : await seed(uri, count);
  // What was written is on the disk before anything is measured.
  await client.db("admin").command({ fsync: 1 });
  const backend = await context.startBackend(uri, {}, [part("probe")]);
  const far = await addressOfPage(db, backend.url, Math.min(FAR_PAGE, count / PAGE));
  return { backend, far, db, seconds };
}

async function compareP99(reader: Child, many: string, few: string) {
  const take = (url: string) => async () =>
    percentile(await reader.ask<number[]>({ url, samples: SAMPLES }, 120_000), 0.99);
  await reader.ask({ url: many, samples: WARM_UP }, 60_000);
  await reader.ask({ url: few, samples: WARM_UP }, 60_000);
  return await interleave(ROUNDS, { product: take(many), baseline: take(few) });
}

const at = ({ backend }: Side, query: string) => `${backend.url}/api/orders?limit=${PAGE}&${query}`;

async function measure(reader: Child, many: Side, few: Side): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const side of [many, few]) await reader.ask({ url: at(side, ""), samples: FIRST_WARM_UP }, 120_000);
  for (const { name, query, ofFew = query, goal } of CASES)
    figures.push(compared(name, "ms", await compareP99(reader, at(many, query), at(few, ofFew)), goal));
  const far = await compareP99(reader, many.far, few.far);
  figures.push(compared(`page ${FAR_PAGE} against the last page`, "ms", far, AS_QUICK));
  for (const query of SELDOM_TOGETHER) {
    const samples = await reader.ask<number[]>({ url: at(many, query), samples: SAMPLES }, 120_000);
    figures.push(absolute(query, "ms", [percentile(samples, 0.99)], { atMost: SELDOM_MS }));
  }
  return figures;
}

/** What the database reads for a page, by its own account. */
async function measureKeys(many: Side) {
  const addresses = CASES.filter(({ goal }) => goal === AS_QUICK).map(({ name, query }) => [
    name,
    at(many, query),
  ]);
  const keys: Record<string, number> = {};
  for (const [name = "", address = ""] of [...addresses, [`page ${FAR_PAGE}`, many.far]]) {
    const get = async () => await (await fetch(address)).arrayBuffer();
    keys[name] = (await explainFind(many.db, get)).keysExamined;
  }
  const most = Math.max(...Object.values(keys)) / PAGE;
  return { keys, figure: absolute("keys examined for each order shown, at most", "", [most], KEYS) };
}

async function measureExport({ backend }: Side): Promise<Figure[]> {
  // The heap of a process that has just begun grows to what it works with.
  await exportOrders(backend, FEW_EXPORTED);
  const { rows, seconds, grownMiB } = await exportOrders(backend);
  if (rows < MANY) throw new Error(`Of ${MANY} orders ${rows} were exported`);
  return [
    absolute("memory that an export of all adds to the backend", "MiB", [grownMiB], EXPORT_MEMORY),
    absolute("orders exported each second", "/s", [rows / seconds]),
  ];
}

/** From a key pressed in the search field to what it finds on the screen, among the many. */
async function measureTyping(context: Context, mongod: Mongod): Promise<Figure> {
  const { url, api } = await startDashboard(context, uriOf(mongod, MANY));
  const tab = await openBrowser(context.cleanup);
  await openList(tab, url);
  await keystrokes(tab.page, api, TYPED.slice(0, 2));
  const taken = await keystrokes(tab.page, api, TYPED);
  return absolute("keystroke to result, p95", "ms", [percentile(taken, 0.95)], { atMost: KEYSTROKE_MS });
}

export const find: Bench = {
  name: "find",
  about: `GET of ${PAGE} orders with their total, p99, among ${MANY} orders against ${FEW}`,
  async run(context) {
    const isKept = KEPT !== undefined && existsSync(KEPT);
    const mongod = await context.mongod("find", KEPT);
    const few = await prepare(context, mongod, FEW);
    const many = await prepare(context, mongod, MANY);
    await untilQuiet(many.db);
    const reader = await context.startPart("listReader");
    await assertBuilt();
    const { keys, figure } = await measureKeys(many);
    const figures = [
      ...(await measure(reader, many, few)),
      figure,
      ...(await measureExport(many)),
      await measureTyping(context, mongod),
    ];
    const seeded = Number.isNaN(many.seconds)
      ? []
      : [absolute(`npm run seed -- --orders ${MANY}`, "s", [many.seconds], { atMost: SEED_S })];
    return {
      figures: [...seeded, ...figures],
      facts: {
        keys,
        how: `${ROUNDS} rounds of ${SAMPLES} requests, one after another; each with its X-Total-Count${isKept ? "; orders of an earlier run" : ""}`,
      },
    };
  },
};
