import type { Page } from "@playwright/test";
import type { Child } from "../lib/children.js";
import { openBrowser, openList, type Tab } from "../lib/browser.js";
import type { Bench, Context } from "../lib/context.js";
import { assertBuilt, startDashboard } from "../lib/dashboards.js";
import { absolute } from "../lib/figures.js";
import { openClient } from "../lib/mongod.js";
import { untilQuiet } from "../lib/queries.js";
import { interleave } from "../lib/rounds.js";
import { seed } from "../lib/seed.js";
import { percentile } from "../lib/stats.js";
import { framesOf, mark, scriptPerEvent, traced, workPerFrame, type Frames } from "../lib/trace.js";

const ORDERS = 100_000;
const PER_SECOND = 50;
const SECONDS = 15;
/** A person who looks for something has scrolled by so many rows. */
const DEEP_ROWS = 5_000;
/** Ten changes: what one script time is divided by. */
const WINDOW_MS = 200;
const ROUNDS = 8;
const SCROLL_MS = 4_000;
/** A sixtieth of a second. */
const FRAME_MS = 16.7;
const WHEEL_PX = 120;
const WHEEL_EVERY_MS = 50;

const change = async (writer: Child, url: string, seconds: number) =>
  await writer.ask<number>(
    { url, events: seconds * PER_SECOND, everyMs: 1_000 / PER_SECOND },
    (seconds + 60) * 1_000,
  );

/** Notes, whenever rows come or go, how many there are. To look in every picture would ask for every picture. */
const COUNT_ROWS = `{
  window.mostRows = 0;
  const rows = document.querySelector("tr[data-order-id]").parentElement;
  const note = () => (window.mostRows = Math.max(window.mostRows, rows.childElementCount));
  new MutationObserver(note).observe(rows, { childList: true });
  note();
}`;

async function scrollTo(page: Page, rows: number): Promise<void> {
  const lastRow = async () =>
    await page
      .locator("tr[data-order-id]")
      .last()
      .evaluate((row) => Number(row.ariaRowIndex));
  while ((await lastRow()) < rows) {
    await page.locator(".order-scroller").evaluate((list) => list.scrollBy({ top: 4_400 }));
    await page.waitForTimeout(20);
  }
}

/** A list of rows in which nothing changes: what this browser can do on this machine, beside the same work. */
const STILL_LIST = `<!doctype html><meta charset="utf-8"><style>
  * { margin: 0; box-sizing: border-box } body { font: 14px sans-serif }
  main { height: 100vh; overflow: auto; background: #fff } p { height: 44px; padding: 12px; border-bottom: 1px solid #ddd }
  i { position: fixed; inset: 0 0 auto; height: 44px; background: #eef; opacity: 0; pointer-events: none }
</style><i></i><main>${"<p>1001 Ada Lovelace ada@example.com Lamp 1 $12.00 Pending</p>".repeat(2_000)}</main>`;

/** As in the product, where rows glow: there is something to draw for each picture. */
const GLOW = `void document.querySelector("i").animate([{ opacity: 1 }, { opacity: 0 }], { duration: 1200, iterations: 4 })`;

const [BEGIN, END] = ["scrolling begins", "scrolling ends"];

/** Turns the wheel at a steady pace. */
async function wheel(tab: Tab): Promise<void> {
  const { page } = tab;
  await page.mouse.move(700, 500);
  const end = performance.now() + SCROLL_MS;
  await page.mouse.wheel(0, WHEEL_PX);
  await mark(tab, BEGIN);
  for (let due = performance.now(); due < end; due += WHEEL_EVERY_MS) {
    await page.mouse.wheel(0, WHEEL_PX);
    await page.waitForTimeout(Math.max(0, due + WHEEL_EVERY_MS - performance.now()));
  }
  await mark(tab, END);
}

type Scrolled = Frames & { readonly workMs: number };

async function scroll(tab: Tab): Promise<Scrolled> {
  const trace = await traced(tab, async () => await wheel(tab));
  return {
    ...framesOf(trace, BEGIN, END),
    workMs: percentile(workPerFrame(trace, BEGIN, END), 0.99),
  };
}

const lostOf = (all: readonly Frames[]) => {
  const sum = (called: "shown" | "dropped") => all.reduce((count, one) => count + one[called], 0);
  return `${sum("dropped")} of ${sum("shown") + sum("dropped")}`;
};

type Parts = { readonly context: Context; readonly tab: Tab; readonly api: string; readonly writer: Child };

async function measureScrolling({ context, tab, api, writer }: Parts) {
  const still = await openBrowser(context.cleanup);
  await still.page.setContent(STILL_LIST);
  const scrollBesideChanges = async (scrolled: Tab) => {
    await scrolled.page.bringToFront();
    const changing = change(writer, api, SCROLL_MS / 1_000);
    const frames = await scroll(scrolled);
    await changing;
    return frames;
  };
  const rounds = await interleave(ROUNDS, {
    product: async () => await scrollBesideChanges(tab),
    async baseline() {
      await still.page.evaluate(GLOW);
      return await scrollBesideChanges(still);
    },
  });
  await still.browser.close();
  const percents = (all: readonly Frames[], called: "dropped" | "partial") =>
    all.map((frames) => (100 * frames[called]) / (frames.shown + frames.dropped));
  return {
    dropped: percents(rounds.product, "dropped"),
    partial: percents(rounds.product, "partial"),
    baseline: percents(rounds.baseline, "dropped"),
    workMs: rounds.product.map((one) => one.workMs),
    rounds,
  };
}

export const tab: Bench = {
  name: "tab",
  about: `one tab with ${ORDERS} orders in its list and ${PER_SECOND} changes a second`,
  async run(context) {
    await assertBuilt();
    const mongod = await context.mongod("tab");
    const uri = mongod.uriOf("orderdb");
    await seed(uri, ORDERS);
    const { url, api } = await startDashboard(context, uri);
    const writer = await context.startPart("tabWriter");
    const one = await openBrowser(context.cleanup);
    await openList(one, url);
    await untilQuiet((await openClient(uri, context.cleanup)).db());
    await one.page.evaluate(COUNT_ROWS);
    await change(writer, api, 2);

    const busy = async () => await change(writer, api, SECONDS);
    const atTop = scriptPerEvent(await traced(one, busy), WINDOW_MS);
    const scrolling = await measureScrolling({ context, tab: one, api, writer });
    await scrollTo(one.page, DEEP_ROWS);
    const deep = scriptPerEvent(await traced(one, busy), WINDOW_MS);
    const rows = await one.page.evaluate<number>("window.mostRows");
    const p99 = (samples: readonly number[]) => [percentile(samples, 0.99)];
    return {
      figures: [
        absolute("script per change, p99, at the top of the list", "ms", p99(atTop), { atMost: 4 }),
        absolute(`script per change, p99, ${DEEP_ROWS} rows down`, "ms", p99(deep), { atMost: 4 }),
        absolute("script per change, median, at the top", "ms", [percentile(atTop, 0.5)]),
        absolute("rows in the DOM, at most", "", [rows], { atMost: 80 }),
        absolute("the page's own work for one picture while scrolling, p99", "ms", scrolling.workMs, {
          atMost: FRAME_MS,
        }),
        absolute("frames dropped while scrolling", "%", scrolling.dropped, { atMost: 0 }),
        absolute(
          "the same of a still list without scripts, beside the same changes",
          "%",
          scrolling.baseline,
        ),
        absolute("frames that scrolled on without what the page had new", "%", scrolling.partial),
      ],
      facts: {
        how: `${SECONDS} s each, script without styles and layout, within every ${WINDOW_MS} ms; ${ROUNDS} rounds of ${SCROLL_MS / 1_000} s of scrolling`,
        "pictures lost in all rounds": `${lostOf(scrolling.rounds.product)}, of the still list ${lostOf(scrolling.rounds.baseline)}`,
        frames: scrolling.rounds,
      },
    };
  },
};
