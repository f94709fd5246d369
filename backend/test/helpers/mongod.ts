// Real mongods: the one that a run shares, and those that a test starts for itself to stop, freeze or wipe.
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { resetPortsCache } from "mongodb-memory-server-core/lib/util/getport/index.js";
import { loadSettings } from "../../src/config/settings.js";
import {
  startEmbeddedMongo,
  type EmbeddedMongo,
  type EmbeddedOptions,
} from "../../src/models/embeddedMongo.js";
import { findMongod, type MongodBinary } from "../../src/models/mongodBinary.js";
import { freePort } from "./ports.js";
import { until } from "./wait.js";

export async function mongodBinary(): Promise<MongodBinary> {
  const { MONGOMS_SYSTEM_BINARY, PATH, XDG_CACHE_HOME } = loadSettings();
  return await findMongod({
    systemBinary: MONGOMS_SYSTEM_BINARY,
    searchPath: PATH,
    cacheDir: join(XDG_CACHE_HOME, "order-desk"),
    say: (message) => console.error(message),
  });
}

export type OwnMongod = EmbeddedMongo & {
  readonly dataDir: string;
  readonly pid: number;
  /** Stops answering, as a machine does that is overloaded or cut off. */
  readonly freeze: () => Promise<void>;
  readonly thaw: () => void;
  /** Ends it and removes its data. */
  readonly remove: () => Promise<void>;
};

/** Starts on this directory as a process of its own would, which does not know what ports this one gave out. */
export async function startOn(dataDir: string, options: EmbeddedOptions = {}): Promise<EmbeddedMongo> {
  resetPortsCache();
  const preferredPort = await freePort();
  return await startEmbeddedMongo(dataDir, await mongodBinary(), () => undefined, {
    preferredPort,
    ...options,
  });
}

/** State of each thread, as /proc has it; where there is no /proc, none. */
async function statesOf(pid: number): Promise<(string | undefined)[]> {
  const tasks = await readdir(`/proc/${pid}/task`).catch(() => []);
  const stats = await Promise.all(
    tasks.map(async (task) => await readFile(`/proc/${pid}/task/${task}/stat`, "utf8").catch(() => ") T")),
  );
  return stats.map((stat) => stat.slice(stat.lastIndexOf(")") + 2)[0]);
}

export async function startOwnMongod(): Promise<OwnMongod> {
  const dataDir = await mkdtemp(join(tmpdir(), "order-desk-test-"));
  const mongo = await startOn(dataDir);
  const pid = Number(await readFile(join(dataDir, "mongodb", "mongod.lock"), "utf8"));
  const thaw = () => {
    try {
      process.kill(pid, "SIGCONT");
    } catch {
      // It has ended.
    }
  };
  return {
    ...mongo,
    dataDir,
    pid,
    async freeze() {
      process.kill(pid, "SIGSTOP");
      // On a busy machine its threads go on until each has seen the signal.
      await until("it has stopped", async () => (await statesOf(pid)).every((state) => state === "T"));
    },
    thaw,
    async remove() {
      thaw();
      await mongo.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
