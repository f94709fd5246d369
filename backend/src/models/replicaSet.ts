// A replica set of one node: initiated at its first start, and told of its port when that has moved.
import { setTimeout } from "node:timers/promises";
import { MongoClient, type Db } from "mongodb";
import { isNotInitialized } from "./errors.js";

export const REPLICA_SET = "rs0";
/** A node whose old port now belongs to someone who keeps silent takes half a minute to see that. */
const ELECTION_MS = 60_000;

type ReplicaSetConfig = { version: number; members: { host: string }[] };

/** The node's own set, made when there is none yet, and told of the port when that has moved. */
async function configure(admin: Db, host: string): Promise<void> {
  const { config } = await admin.command({ replSetGetConfig: 1 }).then(
    (reply) => reply as unknown as { config: ReplicaSetConfig },
    (error: unknown) => {
      if (isNotInitialized(error)) return { config: undefined };
      throw error;
    },
  );
  if (!config) await admin.command({ replSetInitiate: { _id: REPLICA_SET, members: [{ _id: 0, host }] } });
  else if (config.members[0]?.host !== host)
    await admin.command({
      replSetReconfig: { ...config, version: config.version + 1, members: [{ ...config.members[0], host }] },
      force: true,
    });
}

/** Makes this node the primary of its own set, also after its port has moved. */
export async function ensurePrimary(port: number): Promise<void> {
  const host = `127.0.0.1:${port}`;
  const client = new MongoClient(`mongodb://${host}/?directConnection=true`, {
    serverSelectionTimeoutMS: 2_000,
  });
  const admin = client.db("admin");
  const until = Date.now() + ELECTION_MS;
  try {
    for (;;) {
      try {
        await client.connect();
        const hello = await admin.command({ hello: 1 });
        if (hello.isWritablePrimary === true && hello.me === host) return;
        await configure(admin, host);
      } catch (error) {
        // A node that has only just started may not have read its own configuration yet.
        if (Date.now() > until) throw error;
      }
      if (Date.now() > until) throw new Error("The embedded MongoDB did not become primary in time.");
      await setTimeout(25);
    }
  } finally {
    await client.close();
  }
}
