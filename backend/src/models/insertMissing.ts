// Rows whose ids are made from what they tell of: writing one twice is no change.
import type { Collection, OptionalUnlessRequiredId } from "mongodb";
import { isOnlyDuplicates } from "./errors.js";

/** Rows that are there already are left as they are. */
export async function insertMissing<Row extends { _id: string }>(
  collection: Collection<Row>,
  rows: readonly Row[],
): Promise<void> {
  if (rows.length === 0) return;
  try {
    await collection.insertMany(rows as readonly OptionalUnlessRequiredId<Row>[], { ordered: false });
  } catch (error) {
    if (!isOnlyDuplicates(error)) throw error;
  }
}
