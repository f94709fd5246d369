import type { Child } from "../lib/children.js";
import type { Bench, Context } from "../lib/context.js";
import { compared, type Rounds } from "../lib/figures.js";
import { interleave } from "../lib/rounds.js";
import { percentile } from "../lib/stats.js";

const ROUNDS = 8;
const SAMPLES = 150;
const WARM_UP = 300;

const client = async ({ startPart }: Context, a: string | undefined, b: string | undefined) =>
  await startPart("latencyProduct", { POST_URL: `${a ?? ""}/api/orders`, SOCKET_URL: b ?? "" });

/** A database for each, so that the watchers of one do not slow the others. */
async function startAll(context: Context) {
  const { mongod, startBackend, startPart } = context;
  const uri = (await mongod("product")).uriOf("orderdb");
  const [a, b] = [await startBackend(uri), await startBackend(uri)];
  const hopsEnv = { URI: (await mongod("hops")).uriOf("bare") };
  const [hopA, hopB] = [
    await startPart("latencyBareHops", hopsEnv),
    await startPart("latencyBareHops", hopsEnv),
  ];
  return {
    product: await client(context, a.url, b.url),
    hops: await client(context, hopA.ready.url, hopB.ready.url),
    baseline: await startPart("latencyRaw", { URI: (await mongod("baseline")).uriOf("raw") }),
  };
}

const at = (share: number, product: readonly number[][], baseline: readonly number[][]): Rounds => ({
  product: product.map((samples) => percentile(samples, share)),
  baseline: baseline.map((samples) => percentile(samples, share)),
});

export const latency: Bench = {
  name: "latency",
  about:
    "POST on backend A → handler of a socket at backend B, against insertOne {w: majority, j: true} → change event",
  async run(context) {
    const { product, hops, baseline } = await startAll(context);
    const take = async (from: Child, samples = SAMPLES) => await from.ask<number[]>({ samples });
    for (const each of [baseline, hops, product]) await take(each, WARM_UP);
    const viaHops: number[][] = [];
    const rounds = await interleave(ROUNDS, {
      product: async () => await take(product),
      async baseline() {
        viaHops.push(await take(hops));
        return await take(baseline);
      },
    });
    return {
      figures: [
        compared("p50", "ms", at(0.5, rounds.product, rounds.baseline), { atMost: 1.25 }),
        compared("p99", "ms", at(0.99, rounds.product, rounds.baseline), { atMost: 1.5 }),
        compared("p50 against bare Express and bare socket.io", "ms", at(0.5, rounds.product, viaHops)),
        compared("p99 against bare Express and bare socket.io", "ms", at(0.99, rounds.product, viaHops)),
        compared("p50 of bare Express and bare socket.io", "ms", at(0.5, viaHops, rounds.baseline)),
      ],
      facts: {
        how: `${ROUNDS} rounds of ${SAMPLES} orders, one every 14 ms or so, a mongod for each side`,
        "bare Express and bare socket.io":
          "the same two hops without the product, against which its own share shows",
      },
    };
  },
};
