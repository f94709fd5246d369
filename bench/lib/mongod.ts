// A real mongod per purpose, by the product's own means, on a directory that goes with the run.
import { mkdir, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { MongoClient } from "mongodb";
import { startEmbeddedMongo } from "../../backend/src/models/embeddedMongo.js";
import { findMongod, type MongodBinary } from "../../backend/src/models/mongodBinary.js";
import { freePort } from "../../backend/test/helpers/ports.js";
import type { Cleanup } from "./cleanup.js";

export async function findBinary(): Promise<MongodBinary> {
  return await findMongod({
    systemBinary: process.env.MONGOMS_SYSTEM_BINARY,
    searchPath: process.env.PATH ?? "",
    cacheDir: join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "order-desk"),
    say: console.log,
  });
}

export type Mongod = { readonly uriOf: (database: string) => string };

/** @param dir its data directory, made if needed. */
export async function startMongod(dir: string, binary: MongodBinary, cleanup: Cleanup): Promise<Mongod> {
  await mkdir(dir, { recursive: true });
  // The embedded database takes the port that it remembers: this way the system chooses it.
  await writeFile(
    join(dir, "mongodb.json"),
    JSON.stringify({ version: binary.version, port: await freePort() }),
  );
  const { uri, stop } = await startEmbeddedMongo(dir, binary, () => undefined);
  cleanup.add(stop);
  return { uriOf: (database) => uri.replace("/orderdb?", `/${database}?`) };
}

/** A client for what the bench itself looks up or prepares. */
export async function openClient(uri: string, cleanup: Cleanup): Promise<MongoClient> {
  const client = await MongoClient.connect(uri);
  cleanup.add(async () => await client.close());
  return client;
}
