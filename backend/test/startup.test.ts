import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MongoMemoryServer } from "mongodb-memory-server-core";
import { afterEach, describe, expect, it } from "vitest";
import { newOrder } from "./helpers/api.js";
import { mongodBinary, startOn } from "./helpers/mongod.js";
import { freePort } from "./helpers/ports.js";
import { startTestServer } from "./helpers/server.js";
import { until } from "./helpers/wait.js";

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function temporaryDir(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), "order-desk-test-"));
  cleanups.push(async () => await rm(dir, { recursive: true, force: true }));
  return dir;
}

describe("the database comes later than the backend", () => {
  it("when it is not there yet, then the backend is alive and says 503; when it comes, then all works", async () => {
    const port = await freePort();
    const dataDir = await temporaryDir();
    const uri = `mongodb://127.0.0.1:${port}/orderdb?replicaSet=rs0&serverSelectionTimeoutMS=500`;
    const server = await startTestServer({ uri, waitUntilStarted: false });
    cleanups.push(server.stop);
    expect((await server.api.send("GET", "/health/live")).status).toBe(200);
    expect(await server.api.send("GET", "/health/ready")).toMatchObject({
      status: 503,
      body: { database: "down", feed: { state: "stale", lag_ms: null }, worker: { lag_ms: null } },
    });
    const { text } = await server.api.send("GET", "/metrics");
    expect(text, "unknown is not 0").not.toMatch(/^order_(feed|worker)_lag_seconds \d|^order_mails_\w+ \d/m);
    expect(text).toMatch(/^order_database_up 0$/m);
    const tab = await server.connect({ waitForState: false });
    const problem = await server.api.problem("POST", "/api/orders", {
      json: newOrder({ customer_name: "Early" }),
    });
    expect([problem.status, problem.code, problem.headers.get("retry-after")]).toEqual([
      503,
      "database_unavailable",
      "2",
    ]);
    await until("the tab is told", () => tab.states.some(({ state }) => state === "stale"));

    // Not before a first attempt has failed for good.
    await until("a failed attempt", () => server.log.some((line) => line.includes("not ready")), 20_000);
    const mongo = await startOn(dataDir, { preferredPort: port });
    cleanups.push(mongo.stop);
    await until(
      "it is ready",
      async () => (await server.api.send("GET", "/health/ready")).status === 200,
      30_000,
    );
    const created = await server.api.create({ customer_name: "Later" });
    await until("the tab is live", () => tab.events.some(({ order }) => order._id === created._id));
    expect((await server.api.list()).map(({ customer_name }) => customer_name)).toEqual(["Later"]);
    expect(server.log.some((line) => line.includes("The database is not ready"))).toBe(true);
  }, 60_000);
});

describe("the process", () => {
  it("when it is stopped while it waits for the database, then it ends at once and well", async () => {
    const PORT = String(await freePort());
    const uri = `mongodb://127.0.0.1:${await freePort()}/orderdb?replicaSet=rs0`;
    const env = {
      MONGODB_URI: uri,
      PORT,
      FRONTEND_URL: "",
      API_URL: "",
      LOG_LEVEL: "silent",
    };
    const main = join(import.meta.dirname, "..", "src", "main.ts");
    const child = spawn(process.execPath, ["--import", "tsx", main], { env });
    cleanups.push(async () => await Promise.resolve(child.kill("SIGKILL")));
    let output = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => (output += String(data)));
    await until(
      "it is alive",
      async () => {
        if (child.exitCode !== null) throw new Error(`It ended with ${child.exitCode}: ${output}`);
        return await fetch(`http://localhost:${PORT}/health/live`).then(
          ({ ok }) => ok,
          () => false,
        );
      },
      // Its sources are compiled first.
      45_000,
    );
    const ended = once(child, "exit");
    const stoppedAt = Date.now();
    child.kill("SIGTERM");
    expect([await ended, output]).toEqual([[0, null], ""]);
    expect(Date.now() - stoppedAt).toBeLessThan(4_000);
  }, 60_000);
});

describe("a database that does not fit", () => {
  it("when it is no replica set, then the start fails and says how to mend it", async () => {
    const { path, version } = await mongodBinary();
    const mongod = await MongoMemoryServer.create({
      binary: { systemBinary: path, version },
      instance: { port: await freePort(), storageEngine: "wiredTiger" },
    });
    cleanups.push(async () => await mongod.stop());
    const start = startTestServer({ uri: mongod.getUri() });
    await expect(start).rejects.toThrow(/not a replica set.*--replSet rs0.*rs\.initiate\(\)/s);
  });
});
