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

/** A sequence is worked out again this often when others move views at the same moment. */
const ATTEMPTS = 10;
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

/** Each that is written is fetched anew by every tab: of one step only two are. False: others moved some meanwhile. */
async function arrangeOnce(views: Database["views"], ids: readonly string[]): Promise<boolean> {
  const there = await views
    .find(THERE, { projection: { position: 1 } })
    .sort(fromTop)
    .toArray();
  const known = new Map<string, unknown>(there.map(({ _id, position }) => [_id.toHexString(), position]));
  const named = [...new Set(ids)].filter((id) => known.has(id));
  const sequence = [...named, ...[...known.keys()].filter((id) => !named.includes(id))];
  const places = increasing([...known.values()]);
  const moves = sequence.flatMap((id, index) => {
    const [before, position] = [known.get(id), places[index] as number];
    const filter = { _id: new ObjectId(id), position: (before ?? null) as number };
    return before === position ? [] : [{ updateOne: { filter, update: { $set: { position } } } }];
  });
  return moves.length === 0 || (await views.bulkWrite(moves)).matchedCount === moves.length;
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

    isDeleted: async (id: string): Promise<boolean> =>
      (await views.countDocuments({ ...byId(id), deleted_at: { $ne: null } })) > 0,

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

    /** These first, then those that are left out as they were. */
    async arrange(ids: readonly string[]): Promise<void> {
      for (let tries = 0; tries < ATTEMPTS; tries++) if (await arrangeOnce(views, ids)) return;
    },
  };
}
