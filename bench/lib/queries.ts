// The queries that the product really sends, as the database's own profiler saw them, and what they cost.
import { setTimeout } from "node:timers/promises";
import type { Db, Document } from "mongodb";

export type QueryCost = {
  readonly plan: string;
  readonly returned: number;
  readonly keysExamined: number;
  readonly documentsExamined: number;
  readonly sortsInMemory: boolean;
};

const stagesOf = (plan: Document): string[] => [
  String(plan.stage),
  ...[plan.inputStage, ...((plan.inputStages as Document[] | undefined) ?? [])]
    .filter((stage): stage is Document => stage !== undefined)
    .flatMap(stagesOf),
];

/** Runs `use`, which must make the product send one `find`, and explains that very command. */
export async function explainFind(db: Db, use: () => Promise<unknown>): Promise<QueryCost> {
  await db.command({ profile: 0 });
  await db.collection("system.profile").drop();
  await db.command({ profile: 2 });
  await use();
  await db.command({ profile: 0 });
  const seen = await db
    .collection("system.profile")
    .findOne({ "command.find": "orders" }, { sort: { ts: -1 } });
  if (!seen) throw new Error("The profiler saw no query");
  const { find, filter, sort, limit } = seen.command as Document;
  const command = { find: find as string, filter: filter as Document, sort: sort as Document };
  const explained = await db.command({
    explain: { ...command, limit: limit as number },
    verbosity: "executionStats",
  });
  const stats = explained.executionStats as Document;
  const stages = stagesOf(stats.executionStages as Document);
  return {
    plan: stages.join(" ← "),
    returned: stats.nReturned as number,
    keysExamined: stats.totalKeysExamined as number,
    documentsExamined: stats.totalDocsExamined as number,
    sortsInMemory: stages.includes("SORT"),
  };
}

const LOOK_EVERY_MS = 200;
/** So often in a row nothing is under way. */
const LOOKS = 10;
const QUIET_WITHIN_MS = 180_000;

/** A stream of changes asks for a second at a time. */
const waitsForChanges = ({ op, cursor }: Document): boolean =>
  op === "getmore" && JSON.stringify(cursor).includes("$changeStream");

/** Resolves when the database does nothing but wait for changes: after its first start on many orders a backend counts and compares. */
export async function untilQuiet({ client }: Db): Promise<void> {
  const admin = client.db("admin");
  const busy = {
    active: true,
    op: { $in: ["query", "command", "getmore", "insert", "update"] },
    ns: /orders/,
  };
  const until = performance.now() + QUIET_WITHIN_MS;
  for (let quiet = 0; quiet < LOOKS;) {
    if (performance.now() > until) throw new Error("The database never came to rest");
    await setTimeout(LOOK_EVERY_MS);
    const found = await admin.aggregate([{ $currentOp: {} }, { $match: busy }]).toArray();
    quiet = found.some((one) => !waitsForChanges(one)) ? 0 : quiet + 1;
  }
}
