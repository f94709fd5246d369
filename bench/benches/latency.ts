import type { Bench, Context } from "../lib/context.js";
import { compared } from "../lib/figures.js";
import { interleave } from "../lib/rounds.js";
import { percentile } from "../lib/stats.js";

const ROUNDS = 8;
const SAMPLES = 300;
const WARM_UP = 300;

async function startBoth({ mongod, startBackend, startPart }: Context) {
  // A database each, so that the product's watchers do not slow the baseline.
  const [own, bare] = [await mongod("product"), await mongod("baseline")];
  const uri = own.uriOf("orderdb");
  const [a, b] = [await startBackend(uri), await startBackend(uri)];
  return {
    product: await startPart("latencyProduct", { POST_URL: `${a.url}/api/orders`, SOCKET_URL: b.url }),
    baseline: await startPart("latencyRaw", { URI: bare.uriOf("raw") }),
  };
}

export const latency: Bench = {
  name: "latency",
  about:
    "POST on backend A → handler of a socket at backend B, against insertOne {w: majority, j: true} → change event",
  async run(context) {
    const { product, baseline } = await startBoth(context);
    const take = async (from: typeof product, samples: number) => await from.ask<number[]>({ samples });
    await take(baseline, WARM_UP);
    await take(product, WARM_UP);
    const rounds = await interleave(ROUNDS, {
      product: async () => await take(product, SAMPLES),
      baseline: async () => await take(baseline, SAMPLES),
    });
    const at = (share: number) => ({
      product: rounds.product.map((samples) => percentile(samples, share)),
      baseline: rounds.baseline.map((samples) => percentile(samples, share)),
    });
    return {
      figures: [
        compared("p50", "ms", at(0.5), { atMost: 1.25 }),
        compared("p99", "ms", at(0.99), { atMost: 1.5 }),
      ],
      facts: { how: `${ROUNDS} rounds of ${SAMPLES} orders, one every 14 ms or so, a mongod for each side` },
    };
  },
};
