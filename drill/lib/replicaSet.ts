// A replica set of real mongods on loopback, whose members can be killed, frozen and started again.
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { MongoClient } from "mongodb";
import type { MongodBinary } from "../../backend/src/models/mongodBinary.js";
import { freePort } from "../../backend/test/helpers/ports.js";
import { startProcess, type Process } from "./processes.js";
import { startProxy, type Proxy } from "./proxy.js";
import { mountTmpfs } from "./tmpfs.js";
import { until } from "./wait.js";

export type SetOptions = {
  readonly nodes: number;
  readonly oplogMb: number;
  /** A proxy in front of each member, through which all others reach it. */
  readonly proxied: boolean;
  readonly electionTimeoutMs: number;
  readonly args?: readonly string[];
  /** The data of a member lies here; under the run's directory when not given. */
  readonly dbPathOf?: (member: number) => string;
  /** Each member's data lies on a disk in memory of this size. */
  readonly diskMb?: number;
};

export const USUAL_SET: SetOptions = { nodes: 3, oplogMb: 990, proxied: false, electionTimeoutMs: 2_000 };

export type Member = {
  readonly index: number;
  readonly host: string;
  readonly proxy: Proxy | undefined;
  process: Process;
  readonly restart: () => void;
  readonly remove: () => Promise<void>;
};

export type ReplicaSet = {
  readonly members: readonly Member[];
  readonly uriOf: (database: string) => string;
  readonly client: MongoClient;
  readonly primary: () => Promise<Member | undefined>;
  /** Waits until there is a primary, another than `than` where one is given. */
  readonly awaitPrimary: (than?: Member, withinMs?: number) => Promise<Member>;
  /** Starts what is down, wakes what is frozen, and waits until all are members in good standing. */
  readonly heal: () => Promise<void>;
  readonly stop: () => Promise<void>;
};

const NAME = "drill";

async function startMember(
  index: number,
  dir: string,
  binary: MongodBinary,
  options: SetOptions,
): Promise<Member> {
  const port = await freePort();
  const proxy = options.proxied ? await startProxy(() => [{ port }]) : undefined;
  const dbPath = options.dbPathOf?.(index) ?? join(dir, `member-${index}`);
  const unmount = options.diskMb === undefined ? undefined : await mountTmpfs(dbPath, options.diskMb);
  await mkdir(dbPath, { recursive: true });
  const args = [
    ...["--replSet", NAME, "--port", String(port), "--dbpath", dbPath, "--bind_ip", "127.0.0.1"],
    ...["--oplogSize", String(options.oplogMb), "--wiredTigerCacheSizeGB", "0.25", "--nounixsocket"],
    ...["--quiet", "--setParameter", "diagnosticDataCollectionEnabled=false"],
    ...(options.args ?? []),
  ];
  const logFile = join(dir, `mongod-${index}.log`);
  const start = () => startProcess({ name: `mongod-${index}`, program: binary.path, args, logFile });
  const member: Member = {
    index,
    host: `127.0.0.1:${proxy?.port ?? port}`,
    proxy,
    process: start(),
    restart: () => void (member.process = start()),
    async remove() {
      await member.process.kill();
      await proxy?.stop();
      await unmount?.();
    },
  };
  return member;
}

const connects = async (client: MongoClient) =>
  await client.connect().then(
    () => true,
    () => false,
  );

async function initiate(members: readonly Member[], electionTimeoutMillis: number): Promise<void> {
  const clients = members.map(({ host }) => new MongoClient(`mongodb://${host}/?directConnection=true`));
  const config = {
    _id: NAME,
    members: members.map(({ index, host }) => ({ _id: index, host })),
    settings: { electionTimeoutMillis, heartbeatIntervalMillis: 500 },
  };
  try {
    for (const client of clients) await until("each member answers", async () => await connects(client));
    await clients[0]?.db("admin").command({ replSetInitiate: config });
  } finally {
    await Promise.all(clients.map(async (client) => await client.close()));
  }
}

type Status = { members: { name: string; stateStr: string; health: number }[] };

function observer(client: MongoClient, members: readonly Member[]) {
  const statusNow = async () =>
    (await client
      .db("admin")
      .command({ replSetGetStatus: 1 })
      .catch(() => ({ members: [] }))) as Status;
  /** Whom the client found as the one that takes writes. */
  const primary = async () => {
    const hello = await client
      .db("admin")
      .command({ hello: 1 })
      .catch(() => undefined);
    const me = hello?.isWritablePrimary === true ? (hello.me as string) : undefined;
    return members.find(({ host, process }) => host === me && process.isAlive());
  };
  return { statusNow, primary };
}

/** @param dir made and removed here. */
export async function startReplicaSet(
  dir: string,
  binary: MongodBinary,
  options: SetOptions = USUAL_SET,
): Promise<ReplicaSet> {
  await mkdir(dir, { recursive: true });
  const indices = Array.from({ length: options.nodes }, (_, index) => index);
  const members = await Promise.all(
    indices.map(async (index) => await startMember(index, dir, binary, options)),
  );
  const hosts = members.map(({ host }) => host).join(",");
  const uriOf = (database: string) => `mongodb://${hosts}/${database}?replicaSet=${NAME}`;
  const client = new MongoClient(uriOf("admin"), { serverSelectionTimeoutMS: 2_000, w: "majority" });
  const { statusNow, primary } = observer(client, members);
  let stopping: Promise<void> | undefined;
  const stopAll = async () => {
    await client.close().catch(() => undefined);
    await Promise.all(members.map(async ({ remove }) => await remove()));
    await rm(dir, { recursive: true, force: true });
  };
  const stop = async () => await (stopping ??= stopAll());
  const set: ReplicaSet = {
    members,
    uriOf,
    client,
    primary,
    async awaitPrimary(than, withinMs = 60_000) {
      let found: Member | undefined;
      const isThere = async () => (found = await primary()) !== undefined && found !== than;
      await until("a primary", isThere, withinMs);
      return found as unknown as Member;
    },
    async heal() {
      for (const member of members) {
        member.proxy?.heal();
        if (member.process.isAlive()) member.process.thaw();
        else member.restart();
      }
      await until("all members are well", async () => {
        const { members: states } = await statusNow();
        const isWell = states.filter(({ stateStr }) => ["PRIMARY", "SECONDARY"].includes(stateStr));
        return isWell.length === members.length && (await primary()) !== undefined;
      });
    },
    stop,
  };
  try {
    await initiate(members, options.electionTimeoutMs);
    // A client whose first use found no primary stays closed, unless it is told to connect again.
    await until("the set answers", async () => await connects(client));
    await set.heal();
    return set;
  } catch (error) {
    await stop();
    throw error;
  }
}
