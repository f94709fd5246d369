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
  /** Ends the connections that there are; new ones work. */
  readonly drop: () => void;
  readonly stop: () => Promise<void>;
};

type Pair = { readonly client: Socket; server?: Socket; isFrozen: boolean };
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

/** @param targets where to, by preference: when one refuses, the next is taken. */
export async function startProxy(targets: () => readonly Target[], port = 0): Promise<Proxy> {
  const pairs = new Set<Pair>();
  const weather: Weather = { isCut: false, isFrozen: false, delayMs: 0 };

  async function accept(client: Socket): Promise<void> {
    const pair: Pair = { client, isFrozen: weather.isFrozen };
    pairs.add(pair);
    client.on("error", () => undefined);
    client.once("close", () => pairs.delete(pair));
    if (weather.isCut) return void client.destroy();
    if (pair.isFrozen) return;
    client.pause();
    const server = await reach(targets());
    if (!server || client.destroyed) {
      server?.destroy();
      client.destroy();
      return;
    }
    client.setNoDelay(true);
    server.setNoDelay(true);
    pair.server = server;
    pass(client, server, pair, weather);
    pass(server, client, pair, weather);
    client.resume();
  }

  const drop = () => {
    for (const { client, server } of pairs) {
      client.destroy();
      server?.destroy();
    }
  };
  const server = createServer((client) => void accept(client)).listen(port, "127.0.0.1");
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
