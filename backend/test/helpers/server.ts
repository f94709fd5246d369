// The whole backend in this process, on a database of its own, with a second connection straight to that database.
import { randomUUID } from "node:crypto";
import { MongoClient, type Collection, type Db, type Document, type ObjectId } from "mongodb";
import { afterAll, inject } from "vitest";
import { parseSettings, type Settings } from "../../src/config/settings.js";
import { createLogger } from "../../src/config/logger.js";
import { startServer, type RunningServer } from "../../src/server.js";
import { apiClient, type ApiClient } from "./api.js";
import { until } from "./wait.js";
import { connectTab, type Tab, type TabOptions } from "./tab.js";

export type TestServer = Omit<RunningServer, "started"> & {
  readonly uri: string;
  readonly api: ApiClient;
  /** Straight to the database, past the API. */
  readonly db: Db;
  readonly orders: Collection<Document & { _id: ObjectId }>;
  /** Each log line as it was written. */
  readonly log: string[];
  /** Stops the backend only: its tabs stay and try to come back. */
  readonly halt: () => Promise<void>;
  /** Another process leads the durable work from now on, and does nothing: no log, no mail, no repair. */
  readonly restWorker: () => Promise<void>;
  /** After `restWorker`: lets it work again. */
  /** @param state what it finds changed, such as its cursor. */
  readonly wakeWorker: (state?: { readonly cursor?: string }) => Promise<void>;
  readonly connect: (options?: TabOptions) => Promise<Tab>;
};

export type TestServerOptions = {
  /** A mongod of one's own; the shared one when not given. */
  readonly uri?: string;
  /** To share a database with another test server. */
  readonly database?: string;
  readonly settings?: Readonly<Record<string, string>>;
  /** False: return while the database may not be there yet. */
  readonly waitUntilStarted?: boolean;
};

export const PAGE_ORIGIN = "http://localhost:3000";

export const newDatabaseName = () => `test_${randomUUID().replaceAll("-", "").slice(0, 16)}`;

export const withDatabase = (uri: string, name: string) =>
  uri.replace(/^(mongodb:\/\/[^/]+)\/[^?]*/, `$1/${name}`);

export function testSettings(given: Readonly<Record<string, string>> = {}): Settings {
  return { ...parseSettings({ LOG_LEVEL: "trace", ...given }), PORT: 0 };
}

/** A logger whose lines can be looked at. */
export function loggerInto(lines: string[]) {
  return createLogger({ LOG_LEVEL: "trace", LOG_FORMAT: "json" }, { write: (line) => void lines.push(line) });
}

export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const uri = withDatabase(options.uri ?? inject("mongodUri"), options.database ?? newDatabaseName());
  const log: string[] = [];
  const server = await startServer(testSettings(options.settings), uri, loggerInto(log));
  const client = new MongoClient(uri, { writeConcern: { w: "majority" } });
  const tabs: Tab[] = [];
  const stop = async () => {
    for (const tab of tabs) tab.close();
    await server.stop();
    await client.close();
  };
  if (options.waitUntilStarted ?? true) {
    try {
      await server.started;
    } catch (error) {
      await stop();
      throw error;
    }
  }
  const db = client.db();
  return {
    url: server.url,
    uri,
    api: apiClient(server.url),
    db,
    orders: db.collection("orders"),
    log,
    stop,
    halt: server.stop,
    async restWorker() {
      const other = { owner: "another process", expires_at: new Date(Date.now() + 3_600_000) };
      await db.collection<{ _id: string }>("watchers").updateOne({ _id: "worker" }, { $set: other });
      await until("nobody works", () => log.some((line) => line.includes("the durable work has ended here")));
    },
    async wakeWorker(state) {
      const free = { owner: null, expires_at: new Date(0), ...state };
      await db.collection<{ _id: string }>("watchers").updateOne({ _id: "worker" }, { $set: free });
    },
    async connect(tabOptions) {
      const tab = await connectTab(server.url, tabOptions);
      tabs.push(tab);
      return tab;
    },
  };
}

/** Two backends on one database, for all tests of a file. */
export async function twoBackends(database = newDatabaseName()): Promise<readonly [TestServer, TestServer]> {
  const started: TestServer[] = [];
  afterAll(async () => await Promise.all(started.map(async ({ stop }) => await stop())));
  const start = async () => {
    const server = await startTestServer({ database });
    started.push(server);
    return server;
  };
  return await Promise.all([start(), start()]);
}
