// A TCP proxy between the browser and the API that can be cut, or fall silent as a dead network does.
import { createConnection, createServer, type AddressInfo, type Socket } from "node:net";

export type Proxy = {
  readonly port: number;
  /** Every connection is reset, and new ones too. */
  readonly cut: () => void;
  /** Half-open: nothing passes any more, and neither side is told. */
  readonly freeze: () => void;
  /** What is created reaches the API, but each answer is lost, and the connection with it. */
  readonly loseAnswers: () => void;
  /** New connections pass again; those of before are dead. */
  readonly heal: () => void;
  /** Connections that are open right now. */
  readonly connections: () => number;
  readonly close: () => Promise<void>;
};

type Pair = { readonly client: Socket; readonly upstream: Socket };

export async function startProxy(targetPort: number): Promise<Proxy> {
  let mode: "open" | "cut" | "frozen" = "open";
  let losesAnswers = false;
  const pairs = new Set<Pair>();

  const end = (pair: Pair) => {
    pairs.delete(pair);
    pair.client.resetAndDestroy();
    pair.upstream.destroy();
  };
  const server = createServer((client) => {
    if (mode === "cut") return void client.resetAndDestroy();
    const pair = { client, upstream: createConnection({ port: targetPort, host: "127.0.0.1" }) };
    pairs.add(pair);
    let isLost = false;
    client.on("data", (data) => {
      if (mode === "frozen") return;
      isLost = losesAnswers && data.toString("latin1").startsWith("POST /api/");
      pair.upstream.write(data);
    });
    pair.upstream.on("data", (data) => {
      if (mode === "frozen") return;
      if (!isLost) return void client.write(data);
      end(pair);
    });
    for (const socket of [client, pair.upstream]) {
      // The other side is told by the close that follows.
      socket.on("error", () => undefined);
      socket.on("close", () => mode !== "frozen" && end(pair));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const endAll = () => pairs.forEach(end);
  return {
    port: (server.address() as AddressInfo).port,
    cut() {
      mode = "cut";
      endAll();
    },
    freeze: () => void (mode = "frozen"),
    loseAnswers: () => void (losesAnswers = true),
    connections: () => pairs.size,
    heal() {
      if (mode === "frozen") endAll();
      mode = "open";
      losesAnswers = false;
    },
    async close() {
      endAll();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
