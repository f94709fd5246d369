// The database that the product uses, for commands beside it: MONGODB_URI, else the embedded one, running or not.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createConnection } from "node:net";
import { binarySources, type Settings } from "../config/settings.js";
import { startEmbeddedMongo, type EmbeddedMongo } from "../models/embeddedMongo.js";
import { findMongod } from "../models/mongodBinary.js";
import { REPLICA_SET } from "../models/replicaSet.js";

async function answers(port: number): Promise<boolean> {
  return await new Promise((resolve) => {
    const socket = createConnection({ port, host: "127.0.0.1" });
    const end = (found: boolean) => {
      socket.destroy();
      resolve(found);
    };
    socket.once("connect", () => {
      end(true);
    });
    socket.once("error", () => {
      end(false);
    });
  });
}

/** The embedded database of a product that is running. */
async function runningEmbedded(dataDir: string): Promise<EmbeddedMongo | undefined> {
  const text = await readFile(join(dataDir, "mongodb.json"), "utf8").catch(() => undefined);
  if (text === undefined) return undefined;
  const { port } = JSON.parse(text) as { port: number };
  if (!(await answers(port))) return undefined;
  return {
    uri: `mongodb://127.0.0.1:${port}/orderdb?replicaSet=${REPLICA_SET}`,
    stop: async () => await Promise.resolve(),
  };
}

export async function openDatabase(
  settings: Settings,
  say: (message: string) => void,
): Promise<EmbeddedMongo> {
  if (settings.MONGODB_URI !== undefined)
    return { uri: settings.MONGODB_URI, stop: async () => await Promise.resolve() };
  const running = await runningEmbedded(settings.DATA_DIR);
  if (running) return running;
  const binary = await findMongod({ ...binarySources(settings), say });
  say(`Starting the embedded MongoDB ${binary.version}`);
  return await startEmbeddedMongo(settings.DATA_DIR, binary, say);
}
