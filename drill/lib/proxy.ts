// A TCP proxy that can cut, freeze and delay what goes through it.
import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";

export type Target = { readonly port: number };

export type Proxy = {
  readonly port: number;
  readonly connections: () => number;
  /** Ends all connections, and new ones at once, until it is healed. */
  readonly cut: () => void;
  /** From now on nothing passes in either direction, and nobody is told. */
  readonly freeze: () => void;
  /** Each packet arrives this much later. */
  readonly delay: (ms: number) => void;
  /** What was frozen is gone for good: its connections end when their ends notice; new ones work. */
  readonly heal: () => void;
  /** Connections whose first packet holds this word go dead, and neither end is told; new ones work. */
  readonly strand: (word: string) => number;
  /** Ends the connections that there are; new ones work. */
  readonly drop: () => void;
  readonly stop: () => Promise<void>;
};

type Pair = { readonly client: Socket; server?: Socket; isFrozen: boolean; firstPacket?: string };
type Weather = { isCut: boolean; isFrozen: boolean; delayMs: number };

function pass(from: Socket, to: Socket, pair: Pair, weather: Weather): void {
  from.on("data", (data) => {
    if (pair.isFrozen) return;
    const write = () => !to.destroyed && !pair.isFrozen && to.write(data);
    if (weather.delayMs > 0) setTimeout(write, weather.delayMs);
    else if (!write()) {
      from.pause();
      to.once("drain", () => from.resume());
    }
  });
  from.on("end", () => pair.isFrozen || setTimeout(() => to.end(), weather.delayMs));
  from.on("error", () => undefined);
  from.on("close", () => pair.isFrozen || setTimeout(() => to.destroy(), weather.delayMs));
}

/** The first of these that accepts a connection. */
async function reach(targets: readonly Target[]): Promise<Socket | undefined> {
  for (const { port } of targets) {
    const socket = connect({ port, host: "127.0.0.1" });
    try {
      await once(socket, "connect");
      return socket;
    } catch {
      socket.destroy();
    }
  }
  return undefined;
}

/** Connects a client with the first target that accepts it. */
async function join(pair: Pair, targets: readonly Target[], weather: Weather): Promise<void> {
  const { client } = pair;
  client.pause();
  const server = await reach(targets);
  if (!server || client.destroyed) {
    server?.destroy();
    client.destroy();
    return;
  }
  client.setNoDelay(true);
  server.setNoDelay(true);
  pair.server = server;
  client.once("data", (data) => (pair.firstPacket = data.toString("latin1")));
  pass(client, server, pair, weather);
  pass(server, client, pair, weather);
  client.resume();
}

/** @param targets where to, by preference: when one refuses, the next is taken. */
export async function startProxy(targets: () => readonly Target[]): Promise<Proxy> {
  const pairs = new Set<Pair>();
  const weather: Weather = { isCut: false, isFrozen: false, delayMs: 0 };

  const accept = (client: Socket) => {
    const pair: Pair = { client, isFrozen: weather.isFrozen };
    pairs.add(pair);
    client.on("error", () => undefined);
    client.once("close", () => pairs.delete(pair));
    if (weather.isCut) client.destroy();
    else if (!pair.isFrozen) void join(pair, targets(), weather);
  };

  const drop = () => {
    for (const { client, server } of pairs) {
      client.destroy();
      server?.destroy();
    }
  };
  const server = createServer(accept).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => pairs.size,
    drop,
    cut() {
      weather.isCut = true;
      drop();
    },
    freeze() {
      weather.isFrozen = true;
      for (const pair of pairs) pair.isFrozen = true;
    },
    strand(word) {
      const found = [...pairs].filter(({ firstPacket }) => firstPacket?.includes(word));
      for (const pair of found) pair.isFrozen = true;
      return found.length;
    },
    delay: (ms) => void (weather.delayMs = ms),
    heal() {
      Object.assign(weather, { isCut: false, isFrozen: false, delayMs: 0 });
    },
    async stop() {
      drop();
      server.close();
      await once(server, "close");
    },
  };
}
