// Shared views. A deleted one stays for a while, for the way back.
import { view, type NewView, type View, type ViewChanges } from "@order-desk/contract";
import { ObjectId } from "mongodb";
import type { Database } from "./database.js";
import { toStoredQuery } from "./storedQuery.js";

export type ViewDocument = NewView & {
  _id: ObjectId;
  /** From the top; none of two need be different. */
  position: number;
  version: number;
  created_at: Date;
  updated_at: Date;
  deleted_at: Date | null;
};

const THERE = { deleted_at: null };
const fromTop = { position: 1, _id: 1 } as const;

/** Undefined for what is none: a writer outside the API may have put anything there. */
export function toView(stored: ViewDocument): View | undefined {
  const { _id, created_at, updated_at, name, query, columns, density, age, version } = stored;
  if (!(_id instanceof ObjectId)) return undefined;
  const timeOf = (time: unknown) => (time instanceof Date ? time : _id.getTimestamp()).toISOString();
  const parsed = view.safeParse({
    ...{ _id: _id.toHexString(), name, query, columns, density, age },
    ...{ version, created_at: timeOf(created_at), updated_at: timeOf(updated_at) },
  });
  return parsed.success ? parsed.data : undefined;
}

/** The same numbers, each greater than the one before. What is none, as an outside writer may leave it, counts as 0. */
function increasing(numbers: readonly unknown[]): number[] {
  let last = -Infinity;
  return numbers.map((one) => (last = Math.max(last + 1, Number.isFinite(one) ? (one as number) : 0)));
}

function creating({ views }: Database) {
  return {
    /** At the end. */
    async create(fields: NewView): Promise<ViewDocument> {
      const last = await views.findOne(THERE, { sort: { position: -1 } });
      const now = new Date();
      const made = {
        ...{ _id: new ObjectId(), ...fields, query: toStoredQuery(fields.query) },
        ...{
          position: (last?.position ?? 0) + 1,
          version: 1,
          created_at: now,
          updated_at: now,
          deleted_at: null,
        },
      };
      await views.insertOne(made);
      return made;
    },
  };
}

export type ViewModel = ReturnType<typeof viewModel>;

export function viewModel(database: Database) {
  const { views } = database;
  const byId = (id: string) => ({ _id: new ObjectId(id) });
  return {
    ...creating(database),
    all: async (): Promise<ViewDocument[]> => await views.find(THERE).sort(fromTop).toArray(),
    count: async (): Promise<number> => await views.countDocuments(THERE),
    find: async (id: string): Promise<ViewDocument | undefined> =>
      (await views.findOne({ ...byId(id), ...THERE })) ?? undefined,

    /** Undefined when it is gone or no longer at this version. */
    async change(id: string, version: number, changes: ViewChanges): Promise<ViewDocument | undefined> {
      const { query } = changes;
      const changed = await views.findOneAndUpdate(
        { ...byId(id), ...THERE, version },
        {
          $set: { ...changes, ...(query && { query: toStoredQuery(query) }) },
          $inc: { version: 1 },
          $currentDate: { updated_at: true },
        },
        { returnDocument: "after" },
      );
      return changed ?? undefined;
    },

    /** False when it is not there. */
    async remove(id: string): Promise<boolean> {
      const { matchedCount } = await views.updateOne(
        { ...byId(id), ...THERE },
        { $currentDate: { deleted_at: true } },
      );
      return matchedCount === 1;
    },

    /** Also when it was never gone. Undefined when nobody knows it. */
    async restore(id: string): Promise<ViewDocument | undefined> {
      await views.updateOne(byId(id), { $set: { deleted_at: null } });
      return (await views.findOne(byId(id))) ?? undefined;
    },

    /** These first, then those that are left out as they were. Each that is written is fetched anew by every tab: as few as can be. */
    async arrange(ids: readonly string[]): Promise<void> {
      const there = await views
        .find(THERE, { projection: { position: 1 } })
        .sort(fromTop)
        .toArray();
      const known = new Map(there.map(({ _id, position }) => [_id.toHexString(), position]));
      const sequence = [
        ...[...new Set(ids)].filter((id) => known.has(id)),
        ...[...known.keys()].filter((id) => !ids.includes(id)),
      ];
      const places = increasing([...known.values()]);
      const moves = sequence.flatMap((id, index) => {
        const position = places[index] as number;
        return known.get(id) === position
          ? []
          : [{ updateOne: { filter: byId(id), update: { $set: { position } } } }];
      });
      if (moves.length > 0) await views.bulkWrite(moves);
    },
  };
}
