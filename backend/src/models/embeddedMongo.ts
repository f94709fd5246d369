// The embedded database: a real mongod as a one-node replica set, its data kept in a directory of its own.
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { MongoMemoryServer } from "mongodb-memory-server-core";
import { isPortFree } from "../config/ports.js";
import type { MongodBinary } from "./mongodBinary.js";
import { ensurePrimary, REPLICA_SET } from "./replicaSet.js";

const PREFERRED_PORT = 27_117;
/** The watchdog of a process that was killed needs some seconds to end its mongod. */
const WAIT_FOR_LOCK_MS = 15_000;

export type EmbeddedOptions = {
  /** Where a new data directory begins to look for a free port. */
  readonly preferredPort?: number;
  /** How long another process may go on holding the directory. */
  readonly waitForLockMs?: number;
};

export type EmbeddedMongo = { readonly uri: string; readonly stop: () => Promise<void> };

/** Where a data directory says what its last run was. */
const memoryOf = (dataDir: string) => join(dataDir, "mongodb.json");
const uriOf = (port: number) => `mongodb://127.0.0.1:${port}/orderdb?replicaSet=${REPLICA_SET}`;

type Remembered = { readonly version: string; readonly port: number };

async function freePort(from: number): Promise<number> {
  for (let port = from; port < from + 200; port++) if (await isPortFree(port)) return port;
  throw new Error(`No free port for the embedded MongoDB between ${from} and ${from + 200}.`);
}

const major = (version: string) => Number(version.split(".")[0]);

/** Throws when this mongod cannot read what the other version has written. */
export function assertReadable(
  dataDir: string,
  written: string | undefined,
  { version }: MongodBinary,
): void {
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

/** Whether the process is a mongod; where that cannot be seen, it counts as one. */
async function isMongod(pid: number): Promise<boolean> {
  if (!isAlive(pid)) return false;
  const name = await readFile(`/proc/${pid}/comm`, "utf8").catch(() => "mongod");
  return name.startsWith("mongod");
}

/** A mongod that still holds the directory (its parent was killed a moment ago) is given time to end. */
async function waitForLock(dbPath: string, waitMs: number, say: (message: string) => void): Promise<void> {
  const holder = async () =>
    Number((await readFile(join(dbPath, "mongod.lock"), "utf8").catch(() => "0")).trim());
  const until = Date.now() + waitMs;
  let said = false;
  // After a crash the lock file stays, and its number may be another process's by now.
  for (let pid = await holder(); pid > 0 && (await isMongod(pid)); pid = await holder()) {
    if (Date.now() > until)
      throw new Error(
        `${dbPath} is in use by process ${pid}. Stop it, or set DATA_DIR to another directory.`,
      );
    if (!said) say("Waiting for the MongoDB of the last run to end");
    said = true;
    await setTimeout(200);
  }
}

/** What the last run left; undefined when there was none, or when it cannot be read. */
async function recall(dataDir: string): Promise<Remembered | undefined> {
  try {
    return JSON.parse(await readFile(memoryOf(dataDir), "utf8")) as Remembered;
  } catch {
    return undefined;
  }
}

// Renamed into place when whole: half a file would say nothing to the next start.
async function remember(dataDir: string, run: Remembered): Promise<void> {
  const memory = memoryOf(dataDir);
  await writeFile(`${memory}.new`, JSON.stringify(run));
  await rename(`${memory}.new`, memory);
}

/** The embedded database of another process that uses this directory now; undefined when there is none. */
export async function runningEmbeddedUri(dataDir: string): Promise<string | undefined> {
  const last = await recall(dataDir);
  return last === undefined || (await isPortFree(last.port)) ? undefined : uriOf(last.port);
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
  await mkdir(dbPath, { recursive: true });
  const last = await recall(dataDir);
  assertReadable(dataDir, last?.version, binary);
  await waitForLock(dbPath, waitForLockMs, say);
  const server = await MongoMemoryServer.create({
    binary: { systemBinary: binary.path, version: binary.version },
    instance: {
      dbPath,
      port: await freePort(last?.port ?? preferredPort),
      ip: "127.0.0.1",
      replSet: REPLICA_SET,
      storageEngine: "wiredTiger",
      launchTimeout: 60_000,
    },
  });
  const stop = async () => {
    await server.stop({ doCleanup: false, force: false });
  };
  try {
    // Not what was asked for, when someone took that in between.
    const { port } = new URL(server.getUri());
    await ensurePrimary(Number(port));
    await remember(dataDir, { version: binary.version, port: Number(port) });
    return { uri: uriOf(Number(port)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
