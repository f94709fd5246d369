import { setTimeout } from "node:timers/promises";
import { part, type Child } from "../lib/children.js";
import type { Bench, Context } from "../lib/context.js";
import { absolute, compared } from "../lib/figures.js";
import { interleave } from "../lib/rounds.js";

const SOCKETS = 500;
const ROUNDS = 5;
const EVENTS = 150;
const EVERY_MS = 25;
const COUNTED_EVENTS = 100;
const EVENT = "order-created";

type Packet = [name: string, ...args: unknown[]];
type Received = { readonly received: Readonly<Record<string, number>>; readonly packets: readonly Packet[] };
type Usage = { readonly cpuUs: number; readonly encodings: Readonly<Record<string, number>> };
type Sent = { readonly cpuUs: number; readonly deliveries: number; readonly packets: readonly Packet[] };

const usage = async (server: Child) => await server.ask<Usage>({ probe: true });
const total = (counts: Readonly<Record<string, number>>) =>
  Object.values(counts).reduce((sum, n) => sum + n, 0);

/** What the server's CPU did while `send` ran and all of it arrived. */
async function during(server: Child, sockets: Child, events: number, send: () => Promise<unknown>) {
  const before = await usage(server);
  await send();
  const deliveries = events * SOCKETS;
  const { received, packets } = await sockets.ask<Received>({ name: EVENT, deliveries, withinMs: 20_000 });
  if (received[EVENT] !== deliveries)
    throw new Error(`${String(received[EVENT])} of ${deliveries} deliveries arrived`);
  const after = await usage(server);
  return { cpuUs: after.cpuUs - before.cpuUs, deliveries: total(received), packets };
}

async function listeners({ startPart }: Context, url: string | undefined, count: number): Promise<Child> {
  const sockets = await startPart("fanoutSockets");
  await sockets.ask({ url, count });
  return sockets;
}

/** How often Socket.IO encoded an event for all its sockets, in a backend of its own that is not timed. */
async function encodingsPerEvent(context: Context, uri: string): Promise<number> {
  const backend = await context.startBackend(uri, { COUNT_ENCODINGS: "1" }, [part("probe")]);
  const sockets = await listeners(context, backend.url, 50);
  const writer = await context.startPart("fanoutWriter", { URI: uri });
  await writer.ask({ events: COUNTED_EVENTS, everyMs: 10 });
  await sockets.ask({ name: EVENT, deliveries: COUNTED_EVENTS * 50, withinMs: 10_000 });
  const { encodings } = await usage(backend);
  for (const child of [sockets, writer, backend]) await child.stop();
  return (encodings[EVENT] ?? Number.NaN) / COUNTED_EVENTS;
}

async function startBoth(context: Context, uri: string) {
  const product = await context.startBackend(uri, {}, [part("probe")]);
  const baseline = await context.startPart("fanoutBare", {}, [part("probe")]);
  return {
    product,
    baseline,
    writer: await context.startPart("fanoutWriter", { URI: uri }),
    heardOfProduct: await listeners(context, product.url, SOCKETS),
    heardOfBaseline: await listeners(context, baseline.ready.url, SOCKETS),
  };
}

export const fanout: Bench = {
  name: "fanout",
  about: `server CPU per delivery to ${SOCKETS} sockets, against bare io.emit of the same packets`,
  async run(context) {
    const own = await context.mongod("product");
    const encodings = await encodingsPerEvent(context, own.uriOf("counted"));
    const parts = await startBoth(context, own.uriOf("orderdb"));
    const { product, baseline, writer, heardOfProduct, heardOfBaseline } = parts;
    const viaProduct = async (events: number) =>
      await during(product, heardOfProduct, events, async () => {
        await writer.ask({ events, everyMs: EVERY_MS });
      });
    let packets = (await viaProduct(EVENTS)).packets;
    // The same packets, so the same bytes, as the product sent last, spread over the same time.
    const viaBaseline = async () =>
      await during(baseline, heardOfBaseline, EVENTS, async () => {
        await baseline.ask({ packets, everyMs: (EVENTS * EVERY_MS) / packets.length });
      });
    await viaBaseline();
    await setTimeout(500);
    const rounds = await interleave(ROUNDS, {
      async product() {
        const sent = await viaProduct(EVENTS);
        packets = sent.packets;
        return sent;
      },
      baseline: viaBaseline,
    });
    return report(rounds, encodings);
  },
};

function report({ product, baseline }: { product: Sent[]; baseline: Sent[] }, encodings: number) {
  const each = (by: (sent: Sent) => number) => ({ product: product.map(by), baseline: baseline.map(by) });
  const bytes = product.flatMap(({ packets }) => packets).map((packet) => JSON.stringify(packet).length);
  return {
    figures: [
      compared(
        "CPU per delivery",
        "µs",
        each(({ cpuUs, deliveries }) => cpuUs / deliveries),
        { atMost: 1.1 },
      ),
      absolute("JSON encodings per event", "", [encodings], { atMost: 1 }),
    ],
    facts: {
      how: `${ROUNDS} rounds of ${EVENTS} orders, one per ${EVERY_MS} ms, written straight into the database`,
      "packets per round": product.map(({ packets }) => packets.length),
      "bytes per packet, mean": Math.round(bytes.reduce((sum, n) => sum + n, 0) / bytes.length),
      "deliveries, all of which arrived": product.reduce((sum, sent) => sum + sent.deliveries, 0),
    },
  };
}
