// The whole product as a person starts it: scripts/start.mjs, an embedded database, a mail server.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { mongodBinary } from "../../backend/test/helpers/mongod.js";
import { apiAt, type Api } from "./api.js";
import { startMailServer, type MailServer } from "./mailServer.js";
import { openOrders, type StoredOrders } from "./database.js";
import { freePort } from "../../backend/test/helpers/ports.js";
import { run, stopWell, type Environment, type Running } from "./processes.js";

export type Place = { readonly settings: Environment; readonly url: string; readonly apiUrl: string };

/** Settings for a product with ports and a data directory of its own. */
export async function newPlace(): Promise<Place & { readonly dataDir: string }> {
  const [apiPort, webPort, databasePort] = [await freePort(), await freePort(), await freePort()];
  const dataDir = await mkdtemp(join(tmpdir(), "order-desk-e2e-"));
  // Products that start in the same moment would all look for a free port in the same place.
  const { version } = await mongodBinary();
  await writeFile(join(dataDir, "mongodb.json"), JSON.stringify({ version, port: databasePort }));
  const url = `http://localhost:${webPort}`;
  const apiUrl = `http://localhost:${apiPort}`;
  const settings = {
    ...{ PORT: String(apiPort), FRONTEND_PORT: String(webPort), DATA_DIR: dataDir },
    // Without FRONTEND_URL: the API must know the dashboard by its port.
    API_URL: apiUrl,
  };
  return { settings, url, apiUrl, dataDir };
}

/** `npm start` without npm; resolves when it has printed its addresses. */
export async function start(settings: Environment): Promise<Running> {
  const running = run(["scripts/start.mjs"], settings);
  await running.printed(/Ctrl-C stops everything/);
  return running;
}

export async function databaseUri(dataDir: string): Promise<string> {
  const { port } = JSON.parse(await readFile(join(dataDir, "mongodb.json"), "utf8")) as { port: number };
  return `mongodb://127.0.0.1:${port}/orderdb?directConnection=true`;
}

export type Product = Pick<Place, "url" | "apiUrl"> & {
  readonly api: Api;
  readonly mail: MailServer;
  /** Straight to the database, past the API. */
  readonly stored: StoredOrders;
  /** What it printed since it was last started. */
  readonly output: () => string;
  readonly stop: () => Promise<void>;
  /** Again, on the same ports and data. */
  readonly startAgain: () => Promise<void>;
  /** Stops what runs and removes the data. */
  readonly remove: () => Promise<void>;
};

/** @param more settings; `EMAIL_HOST: ""`: without a mail server. */
export async function startProduct(more: Environment = {}): Promise<Product> {
  const { settings, url, apiUrl, dataDir } = await newPlace();
  const mail = await startMailServer();
  const all = { ...settings, EMAIL_HOST: "127.0.0.1", EMAIL_PORT: String(mail.port), ...more };
  let running: Running | undefined = await start(all);
  const stored = openOrders(await databaseUri(dataDir));

  const stop = async () => {
    const ending = running;
    running = undefined;
    if (ending) await stopWell(ending);
  };
  return {
    ...{ url, apiUrl, mail, stored, stop, api: apiAt(apiUrl) },
    output: () => running?.output() ?? "",
    startAgain: async () => void (running = await start(all)),
    async remove() {
      try {
        await stored.close();
        await stop();
      } finally {
        await mail.close();
        await rm(dataDir, { recursive: true, force: true });
      }
    },
  };
}
