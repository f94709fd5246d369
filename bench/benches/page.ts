import { sampleOrder } from "@order-desk/contract/samples";
import type { Bench } from "../lib/context.js";
import { assertBuilt, buildEmptyApp, startDashboard, startEmptyApp } from "../lib/dashboards.js";
import { absolute, compared } from "../lib/figures.js";
import { firstLoad } from "../lib/firstLoad.js";
import { CATEGORIES, lighthouse, type Scores } from "../lib/lighthouse.js";

const RUNS = 3;
const ORDERS = 50;

async function addOrders(api: string): Promise<void> {
  for (let index = 0; index < ORDERS; index++) {
    const { status } = await fetch(`${api}/api/orders`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(sampleOrder(index)),
    });
    if (status !== 201) throw new Error(`POST gave ${status}`);
  }
}

export const page: Bench = {
  name: "page",
  about: "first-load JavaScript of / (gz) against an empty Next app, and Lighthouse with its desktop preset",
  async run(context) {
    await assertBuilt();
    const empty = await startEmptyApp(context, await buildEmptyApp(context));
    const mongod = await context.mongod("product");
    const dashboard = await startDashboard(context, mongod.uriOf("orderdb"));
    await addOrders(dashboard.api);
    const [product, baseline] = [await firstLoad(`${dashboard.url}/`), await firstLoad(`${empty.url}/`)];
    const kib = ({ gzBytes }: typeof product) => [gzBytes / 1_024];
    const runs: Scores[] = [];
    for (let run = 0; run < RUNS; run++) runs.push(await lighthouse(`${dashboard.url}/`));
    if (runs.some(({ scriptBytes }) => scriptBytes < baseline.gzBytes))
      throw new Error("Lighthouse saw a page without its scripts: was the dashboard built anew meanwhile?");
    return {
      figures: [
        compared(
          "first-load JavaScript",
          "KiB",
          { product: kib(product), baseline: kib(baseline) },
          { atMost: 1.6 },
        ),
        ...CATEGORIES.map((name) =>
          absolute(
            `Lighthouse ${name}`,
            "",
            runs.map(({ scores }) => scores[name]),
            { atLeast: 95 },
          ),
        ),
      ],
      facts: {
        how: `a page with ${ORDERS} orders, ${RUNS} runs of Lighthouse`,
        scripts: `${product.scripts} in the page, ${baseline.scripts} in the empty one`,
        "all scripts that came, also later ones, KiB": runs.map(({ scriptBytes }) =>
          Math.round(scriptBytes / 1_024),
        ),
        "audits below 0.9": [...new Set(runs.flatMap(({ failed }) => failed))],
      },
    };
  },
};
