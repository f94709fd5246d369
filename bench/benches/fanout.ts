import { part, type Child } from "../lib/children.js";
import type { Bench, Context } from "../lib/context.js";
import { absolute, compared } from "../lib/figures.js";
import { interleave } from "../lib/rounds.js";

const SOCKETS = 500;
const ROUNDS = 5;
const EVENTS = 100;
const EVERY_MS = 40;
const COUNTED_EVENTS = 100;
const COUNTED_SOCKETS = 50;
const EVENT = "order-created";
/** With fewer the machine is too busy for the figure to mean anything. */
const LEAST_ARRIVED = 0.9;

type Packet = [name: string, ...args: unknown[]];
type Counts = Readonly<Record<string, number>>;
type Received = { readonly received: Counts; readonly packets: readonly Packet[] };
type Usage = { readonly cpuUs: number; readonly encodings: Counts };
type Sent = { readonly cpuUs: number; readonly deliveries: number; readonly packets: readonly Packet[] };
type Side = { readonly server: Child; readonly url: string | undefined; readonly sockets: Child };

const usage = async (server: Child) => await server.ask<Usage>({ probe: true });
const total = (counts: Counts) => Object.values(counts).reduce((sum, n) => sum + n, 0);

/** What the server's CPU did while `send` ran and all of it arrived. */
async function during({ server, url, sockets }: Side, send: () => Promise<unknown>): Promise<Sent> {
  await sockets.ask({ url, count: SOCKETS });
  const before = await usage(server);
  await send();
  const deliveries = EVENTS * SOCKETS;
  const { received, packets } = await sockets.ask<Received>({ name: EVENT, deliveries });
  const after = await usage(server);
  const arrived = received[EVENT] ?? 0;
  if (arrived < deliveries * LEAST_ARRIVED)
    throw new Error(`Only ${arrived} of ${deliveries} deliveries arrived: the machine is too busy`);
  return { cpuUs: after.cpuUs - before.cpuUs, deliveries: total(received), packets };
}

/** How often Socket.IO encoded an event for all its sockets, in a backend of its own that is not timed. */
async function encodingsPerEvent(context: Context, uri: string): Promise<number> {
  const backend = await context.startBackend(uri, { COUNT_ENCODINGS: "1" }, [part("probe")]);
  const sockets = await context.startPart("fanoutSockets");
  await sockets.ask({ url: backend.url, count: COUNTED_SOCKETS });
  const writer = await context.startPart("fanoutWriter", { URI: uri });
  await writer.ask({ events: COUNTED_EVENTS, everyMs: 10 });
  await sockets.ask({ name: EVENT, deliveries: COUNTED_EVENTS * COUNTED_SOCKETS });
  const { encodings } = await usage(backend);
  for (const child of [sockets, writer, backend]) await child.stop();
  return (encodings[EVENT] ?? Number.NaN) / COUNTED_EVENTS;
}

async function startBoth({ startBackend, startPart }: Context, uri: string) {
  const product = await startBackend(uri, {}, [part("probe")]);
  const bare = await startPart("fanoutBare", {}, [part("probe")]);
  return {
    product: { server: product, url: product.url, sockets: await startPart("fanoutSockets") },
    baseline: { server: bare, url: bare.ready.url, sockets: await startPart("fanoutSockets") },
    writer: await startPart("fanoutWriter", { URI: uri }),
  };
}

function report({ product, baseline }: { product: Sent[]; baseline: Sent[] }, encodings: number) {
  const each = (by: (sent: Sent) => number) => ({ product: product.map(by), baseline: baseline.map(by) });
  const bytes = product.flatMap(({ packets }) => packets).map((packet) => JSON.stringify(packet).length);
  const sent = (all: Sent[]) => all.reduce((sum, { packets }) => sum + packets.length * SOCKETS, 0);
  const arrived = (all: Sent[]) => all.reduce((sum, { deliveries }) => sum + deliveries, 0);
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
      "packets to each socket and round, with the counts": product.map(({ packets }) => packets.length),
      "bytes per packet, mean": Math.round(bytes.reduce((sum, n) => sum + n, 0) / bytes.length),
      deliveries: `product ${arrived(product)} of ${sent(product)}, baseline ${arrived(baseline)} of ${sent(baseline)}`,
    },
  };
}

export const fanout: Bench = {
  name: "fanout",
  about: `server CPU per delivery to ${SOCKETS} sockets, against bare io.emit of the same packets`,
  async run(context) {
    const own = await context.mongod("product");
    const encodings = await encodingsPerEvent(context, own.uriOf("counted"));
    const { product, baseline, writer } = await startBoth(context, own.uriOf("orderdb"));
    const viaProduct = async () =>
      await during(product, async () => await writer.ask({ events: EVENTS, everyMs: EVERY_MS }));
    let { packets } = await viaProduct();
    // The same packets, so the same bytes, as the product sent last, spread over the same time.
    const viaBaseline = async () =>
      await during(baseline, async () => {
        await baseline.server.ask({ packets, everyMs: (EVENTS * EVERY_MS) / packets.length });
      });
    await viaBaseline();
    const rounds = await interleave(ROUNDS, {
      async product() {
        const sent = await viaProduct();
        packets = sent.packets;
        return sent;
      },
      baseline: viaBaseline,
    });
    return report(rounds, encodings);
  },
};
