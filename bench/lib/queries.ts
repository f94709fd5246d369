// The queries that the product really sends, as the database's own profiler saw them, and what they cost.
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
