// The product in parts, each of which can be ended by itself: database, API, proxy, dashboard.
import { startOwnMongod, type OwnMongod } from "../../backend/test/helpers/mongod.js";
import { apiAt, type Api } from "./api.js";
import { openOrders, type StoredOrders } from "./database.js";
import { freePort } from "../../backend/test/helpers/ports.js";
import { run, stopWell, type Running } from "./processes.js";
import { startProxy, type Proxy } from "./proxy.js";
import { until } from "../../backend/test/helpers/wait.js";

export type Parts = {
  readonly url: string;
  readonly api: Api;
  readonly mongod: OwnMongod;
  readonly proxy: Proxy;
  readonly stored: StoredOrders;
  /** As a crash does. */
  readonly killBackend: () => Promise<void>;
  readonly startBackend: () => Promise<void>;
  /** Stops everything and removes the data. */
  readonly remove: () => Promise<void>;
};

/** After a hundred thousand new orders the live feed has a lot to read before it is ready. */
const STARTED_WITHIN_MS = 150_000;

const answers = async (url: string) =>
  await fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );

/** @param prepare is told the database's address before anything uses it. */
export async function startParts(prepare?: (uri: string) => Promise<void>): Promise<Parts> {
  const mongod = await startOwnMongod();
  await prepare?.(mongod.uri);
  const [apiPort, webPort] = [await freePort(), await freePort()];
  const proxy = await startProxy(apiPort);
  const url = `http://localhost:${webPort}`;
  const api = apiAt(`http://localhost:${apiPort}`);
  const settings = {
    ...{ PORT: String(apiPort), FRONTEND_PORT: String(webPort), MONGODB_URI: mongod.uri },
    ...{ FRONTEND_URL: url, API_URL: `http://localhost:${proxy.port}` },
  };
  const started = async (program: string, isThere: () => Promise<boolean>) => {
    const running = run([program], settings);
    await until(program, async () => running.exit() ?? (await isThere()), STARTED_WITHIN_MS);
    if (running.exit()) throw new Error(`${program} ended:\n${running.output()}`);
    return running;
  };
  const startBackend = async () => await started("backend/dist/main.js", api.isReady);

  let backend: Running | undefined = await startBackend();
  const dashboard = await started("frontend/server.mjs", async () => await answers(url));
  const stored = openOrders(mongod.uri);
  return {
    ...{ url, api, mongod, proxy, stored },
    async killBackend() {
      backend?.kill("SIGKILL");
      await backend?.ended();
      backend = undefined;
    },
    startBackend: async () => void (backend = await startBackend()),
    async remove() {
      try {
        mongod.thaw();
        await stored.close();
        if (backend) await stopWell(backend);
        await stopWell(dashboard);
      } finally {
        await proxy.close();
        await mongod.remove();
      }
    },
  };
}
