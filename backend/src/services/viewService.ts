// Shared views: named lists that everybody sees.
import { VIEWS_MAX, type NewView, type View, type ViewChanges } from "@order-desk/contract";
import type { Logger } from "pino";
import { toView, type ViewDocument, type ViewModel } from "../models/View.js";
import { DomainError } from "./errors.js";
import type { Precondition } from "./orderRules.js";

/** A change is worked out again this often when others change the view at the same moment. */
const ATTEMPTS = 10;

export const noSuchView = (id: string) =>
  new DomainError("view_not_found", `There is no view with the id ${id}.`);

const tooMany = () =>
  new DomainError("too_many_views", `There are ${VIEWS_MAX} shared views: delete one first.`);

export type ViewService = ReturnType<typeof viewService>;

export function viewService(views: ViewModel, logger: Logger) {
  const shown = (stored: ViewDocument): View[] => {
    const one = toView(stored);
    if (!one)
      logger.warn({ view_id: String(stored._id) }, "A view in the database is malformed: it is left out");
    return one ? [one] : [];
  };
  const taken = (id: string, stored: ViewDocument | undefined): View => {
    const one = stored && toView(stored);
    if (!one) throw noSuchView(id);
    return one;
  };

  const assertRoom = async () => {
    if ((await views.count()) >= VIEWS_MAX) throw tooMany();
  };

  return {
    /** From the top. */
    list: async (): Promise<View[]> => (await views.all()).flatMap(shown).slice(0, VIEWS_MAX),

    get: async (id: string): Promise<View> => taken(id, await views.find(id)),

    async create(fields: NewView): Promise<View> {
      await assertRoom();
      const made = await views.create(fields);
      return taken(made._id.toHexString(), made);
    },

    async update(id: string, changes: ViewChanges, ifMatch: Precondition): Promise<View> {
      for (let tries = 0; tries < ATTEMPTS; tries++) {
        const { version } = taken(id, await views.find(id));
        if (ifMatch !== undefined && ifMatch !== "*" && !ifMatch.has(version))
          throw new DomainError(
            "version_mismatch",
            `The view is at version ${version} by now. Fetch it, and send the change again with its version.`,
          );
        const changed = await views.change(id, version, changes);
        if (changed) return taken(id, changed);
      }
      throw new DomainError(
        "conflicting_change",
        "Others change this view at the same moment. Send it again.",
      );
    },

    async remove(id: string): Promise<void> {
      if (!(await views.remove(id))) throw noSuchView(id);
    },

    async restore(id: string): Promise<View> {
      if (await views.isDeleted(id)) await assertRoom();
      return taken(id, await views.restore(id));
    },

    async arrange(ids: readonly string[]): Promise<View[]> {
      await views.arrange(ids.map((id) => id.toLowerCase()));
      return (await views.all()).flatMap(shown);
    },
  };
}
