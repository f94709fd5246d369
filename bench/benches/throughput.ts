import type { Child } from "../lib/children.js";
import type { Bench, Context } from "../lib/context.js";
import { compared } from "../lib/figures.js";
import { openClient } from "../lib/mongod.js";
import { interleave } from "../lib/rounds.js";

const CONNECTIONS = 32;
const ROUNDS = 6;
const SECONDS = 4;
const WARM_UP_S = 3;

type Run = {
  readonly ok: number;
  readonly failed: number;
  readonly perSecond: number;
  readonly p99: number;
};

async function startBoth({ mongod, startBackend, startPart, cleanup }: Context) {
  // A database each, so that the product's watchers do not slow the baseline.
  const [own, bare] = [await mongod("product"), await mongod("baseline")];
  const uri = own.uriOf("orderdb");
  const product = await startBackend(uri);
  const baseline = await startPart("throughputBare", { URI: bare.uriOf("bare") });
  return {
    product,
    baseline,
    load: await startPart("throughputLoad"),
    client: await openClient(uri, cleanup),
  };
}

const pressWith = (load: Child) => async (url: string | undefined, seconds: number) => {
  const run = await load.ask<Run>({ url, connections: CONNECTIONS, seconds });
  if (run.failed > 0) throw new Error(`${run.failed} of ${run.ok + run.failed} requests failed`);
  return run;
};

export const throughput: Bench = {
  name: "throughput",
  about: `POST over ${CONNECTIONS} connections with all checks and logs on, against bare Express 5 + insertOne`,
  async run(context) {
    const { product, baseline, load, client } = await startBoth(context);
    const press = pressWith(load);
    const warm = [await press(baseline.ready.url, WARM_UP_S), await press(product.url, WARM_UP_S)];
    const rounds = await interleave(ROUNDS, {
      product: async () => await press(product.url, SECONDS),
      baseline: async () => await press(baseline.ready.url, SECONDS),
    });
    const all = (key: "perSecond" | "p99") => ({
      product: rounds.product.map((run) => run[key]),
      baseline: rounds.baseline.map((run) => run[key]),
    });
    const acknowledged = [warm[1] as Run, ...rounds.product].reduce((sum, { ok }) => sum + ok, 0);
    const stored = await client.db().collection("orders").countDocuments();
    // A load generator that stops leaves its last requests unanswered, but never an answer without an order.
    if (stored < acknowledged) throw new Error(`${acknowledged} acknowledged, but ${stored} stored`);
    return {
      figures: [
        compared("orders per second", "/s", all("perSecond"), { atLeast: 1.3 }),
        compared("p99 of one POST", "ms", all("p99")),
      ],
      facts: {
        how: `${ROUNDS} rounds of ${SECONDS} s each, a mongod for each side`,
        acknowledged,
        stored,
      },
    };
  },
};
