import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MongoClient } from "mongodb";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { assertReadable, type EmbeddedMongo } from "../src/models/embeddedMongo.js";
import { findMongod } from "../src/models/mongodBinary.js";
import { mongodBinary, startOn } from "./helpers/mongod.js";

const running: EmbeddedMongo[] = [];
let dataDir: string;
let squatter: Server | undefined;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "order-desk-test-"));
});
afterEach(async () => {
  for (const mongo of running.splice(0)) await mongo.stop();
  squatter?.close();
  squatter = undefined;
  await rm(dataDir, { recursive: true, force: true });
});

async function start(waitForLockMs = 500): Promise<EmbeddedMongo> {
  const mongo = await startOn(dataDir, { waitForLockMs });
  running.push(mongo);
  return mongo;
}
async function stop(mongo: EmbeddedMongo): Promise<void> {
  running.splice(running.indexOf(mongo), 1);
  await mongo.stop();
}
const portOf = ({ uri }: EmbeddedMongo) => Number(new URL(uri).port);

async function withCollection<T>(
  { uri }: EmbeddedMongo,
  work: (client: MongoClient) => Promise<T>,
): Promise<T> {
  const client = await new MongoClient(uri).connect();
  try {
    return await work(client);
  } finally {
    await client.close();
  }
}
const put = async (mongo: EmbeddedMongo, name: string) =>
  await withCollection(mongo, async (client) => {
    await client
      .db()
      .collection("things")
      .insertOne({ name }, { writeConcern: { w: "majority", journal: true } });
  });
const names = async (mongo: EmbeddedMongo): Promise<unknown[]> =>
  await withCollection(mongo, async (client) => {
    const things = await client.db().collection("things").find().toArray();
    return things.map(({ name }) => name as unknown);
  });

describe("the embedded MongoDB", () => {
  it("when it is stopped and started, then the data and the port are the same; with the port taken, it moves", async () => {
    const first = await start();
    await put(first, "kept");
    await stop(first);
    const second = await start();
    expect([second.uri, await names(second)]).toEqual([first.uri, ["kept"]]);
    await stop(second);
    squatter = createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => squatter?.listen(portOf(first), "127.0.0.1", resolve));
    const third = await start();
    expect(portOf(third)).not.toBe(portOf(first));
    await put(third, "moved");
    expect((await names(third)).sort()).toEqual(["kept", "moved"]);
  }, 60_000);

  it("when the directory is in use, then it says by whom and what to do, and the first goes on", async () => {
    const first = await start();
    await expect(start(300)).rejects.toThrow(/is in use by process \d+\. Stop it, or set DATA_DIR/);
    await put(first, "still there");
  });

  it("when it is killed, then the next start has the acknowledged data", async () => {
    const first = await start();
    await put(first, "acknowledged");
    const pid = Number(await readFile(join(dataDir, "mongodb", "mongod.lock"), "utf8"));
    process.kill(pid, "SIGKILL");
    const second = await start(10_000);
    expect(await names(second)).toEqual(["acknowledged"]);
  }, 60_000);

  it("when the lock names a process that is no mongod, then it is not waited for", async () => {
    const first = await start();
    await stop(first);
    await writeFile(join(dataDir, "mongodb", "mongod.lock"), `${process.pid}\n`);
    await start(300);
  });

  it("when what it remembers of the last run was cut off, then it starts all the same", async () => {
    const first = await start();
    await put(first, "kept");
    await stop(first);
    await writeFile(join(dataDir, "mongodb.json"), '{"version":"6');
    expect(await names(await start())).toEqual(["kept"]);
  }, 60_000);
});

describe("which mongod may read the data", () => {
  const found = (version: string) => ({ path: "/usr/bin/mongod", version });
  it.each([
    [undefined, "6.0.5"],
    ["6.0.5", "6.0.5"],
    ["6.0.5", "6.0.20"],
    ["6.0.20", "6.0.5"],
    ["6.0.5", "7.0.1"],
  ])("when it was written by %s, then %s may", (written, version) => {
    expect(() => assertReadable("/data", written, found(version))).not.toThrow();
  });
  it.each([
    ["8.0.17", "6.0.5", /which is older.*mongod 8\.x in MONGOMS_SYSTEM_BINARY, or set DATA_DIR/],
    ["7.0.0", "6.0.5", /which is older/],
    ["6.0.5", "8.0.17", /more than one major version newer/],
  ])("when it was written by %s, then %s may not", (written, version, message) => {
    expect(() => assertReadable("/data", written, found(version))).toThrow(message);
  });
});

describe("where the mongod comes from", () => {
  const sources = { searchPath: "", cacheDir: "/nowhere", say: () => undefined };
  it("when MONGOMS_SYSTEM_BINARY is none, then it says so and does not look elsewhere", async () => {
    for (const systemBinary of ["/no/such/mongod", process.execPath])
      await expect(findMongod({ ...sources, systemBinary })).rejects.toThrow(
        /MONGOMS_SYSTEM_BINARY is .* not a mongod/,
      );
  });
  it("when it is named or on the PATH, then that one is taken", async () => {
    const { path, version } = await mongodBinary();
    expect(await findMongod({ ...sources, systemBinary: path })).toEqual({ path, version });
    const searchPath = `/no/such/dir:${join(path, "..")}`;
    expect(await findMongod({ ...sources, cacheDir: dataDir, systemBinary: undefined, searchPath })).toEqual({
      path,
      version,
    });
  });
});
