// The embedded database: a real mongod as a one-node replica set, its data kept in a directory of its own.
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { MongoClient } from "mongodb";
import { MongoMemoryServer } from "mongodb-memory-server-core";
import type { MongodBinary } from "./mongodBinary.js";

export const REPLICA_SET = "rs0";
const PREFERRED_PORT = 27_117;
/** The watchdog of a process that was killed needs some seconds to end its mongod. */
const WAIT_FOR_LOCK_MS = 15_000;
const ELECTION_MS = 20_000;

export type EmbeddedOptions = {
  /** Where a new data directory begins to look for a free port. */
  readonly preferredPort?: number;
  /** How long another process may go on holding the directory. */
  readonly waitForLockMs?: number;
};

export type EmbeddedMongo = { readonly uri: string; readonly stop: () => Promise<void> };

type Remembered = { readonly version: string; readonly port: number };

async function isFree(port: number): Promise<boolean> {
  return await new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => {
      resolve(false);
    });
    probe.listen(port, "127.0.0.1", () => {
      probe.close(() => {
        resolve(true);
      });
    });
  });
}

async function freePort(from: number): Promise<number> {
  for (let port = from; port < from + 200; port++) if (await isFree(port)) return port;
  throw new Error(`No free port for the embedded MongoDB between ${from} and ${from + 200}.`);
}

const major = (version: string) => Number(version.split(".")[0]);

function assertReadable(dataDir: string, written: string | undefined, { version }: MongodBinary): void {
  if (written === undefined || major(written) === major(version) || major(version) === major(written) + 1)
    return;
  const step = major(version) < major(written) ? "older" : "more than one major version newer";
  throw new Error(
    `The data in ${dataDir} was written by MongoDB ${written}; the mongod found here is ${version}, which is ${step}. ` +
      `Name a mongod ${major(written)}.x in MONGOMS_SYSTEM_BINARY, or set DATA_DIR to a new directory.`,
  );
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** A mongod that still holds the directory (its parent was killed a moment ago) is given time to end. */
async function waitForLock(dbPath: string, waitMs: number, say: (message: string) => void): Promise<void> {
  const holder = async () =>
    Number((await readFile(join(dbPath, "mongod.lock"), "utf8").catch(() => "0")).trim());
  const until = Date.now() + waitMs;
  let said = false;
  for (let pid = await holder(); pid > 0 && isAlive(pid); pid = await holder()) {
    if (Date.now() > until)
      throw new Error(
        `${dbPath} is in use by process ${pid}. Stop it, or set DATA_DIR to another directory.`,
      );
    if (!said) say("Waiting for the MongoDB of the last run to end");
    said = true;
    await setTimeout(200);
  }
}

/** Makes this node the primary of its own set, also after its port has moved. */
async function ensurePrimary(port: number): Promise<void> {
  const host = `127.0.0.1:${port}`;
  const client = new MongoClient(`mongodb://${host}/?directConnection=true`);
  try {
    const admin = client.db("admin");
    const member = { _id: 0, host };
    const config = await admin.command({ replSetGetConfig: 1 }).then(
      (reply) => reply.config as { version: number; members: { host: string }[] },
      () => undefined,
    );
    if (!config) await admin.command({ replSetInitiate: { _id: REPLICA_SET, members: [member] } });
    else if (config.members[0]?.host !== host)
      await admin.command({
        replSetReconfig: {
          ...config,
          version: config.version + 1,
          members: [{ ...config.members[0], host }],
        },
        force: true,
      });
    const until = Date.now() + ELECTION_MS;
    while (Date.now() < until) {
      const hello = await admin.command({ hello: 1 });
      if (hello.isWritablePrimary === true) return;
      await setTimeout(25);
    }
    throw new Error("The embedded MongoDB did not become primary in time.");
  } finally {
    await client.close();
  }
}

/**
 * Starts it, or starts it again, on the data in `dataDir`/mongodb.
 * @param say told what takes a while.
 */
export async function startEmbeddedMongo(
  dataDir: string,
  binary: MongodBinary,
  say: (message: string) => void,
  { preferredPort = PREFERRED_PORT, waitForLockMs = WAIT_FOR_LOCK_MS }: EmbeddedOptions = {},
): Promise<EmbeddedMongo> {
  const dbPath = join(dataDir, "mongodb");
  const memory = join(dataDir, "mongodb.json");
  await mkdir(dbPath, { recursive: true });
  const text = await readFile(memory, "utf8").catch(() => undefined);
  const last = text === undefined ? undefined : (JSON.parse(text) as Remembered);
  assertReadable(dataDir, last?.version, binary);
  await waitForLock(dbPath, waitForLockMs, say);
  const port = await freePort(last?.port ?? preferredPort);
  const server = await MongoMemoryServer.create({
    binary: { systemBinary: binary.path, version: binary.version },
    instance: {
      dbPath,
      port,
      ip: "127.0.0.1",
      replSet: REPLICA_SET,
      storageEngine: "wiredTiger",
      launchTimeout: 60_000,
    },
  });
  await ensurePrimary(port);
  // Renamed into place when whole: half a file would stop the next start.
  await writeFile(`${memory}.new`, JSON.stringify({ version: binary.version, port } satisfies Remembered));
  await rename(`${memory}.new`, memory);
  return {
    uri: `mongodb://127.0.0.1:${port}/orderdb?replicaSet=${REPLICA_SET}`,
    async stop() {
      await server.stop({ doCleanup: false, force: false });
    },
  };
}
