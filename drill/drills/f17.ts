import { setTimeout } from "node:timers/promises";
import type { Violation } from "../check/violations.js";
import type { Drill } from "../lib/drill.js";

/** The backends' name at the database (backend/src/models/database.ts). */
const APP = "order-desk";

export const f17: Drill = {
  name: "F17",
  about:
    "every connection to the database goes dead, and nobody is told: streams fall silent without an error",
  set: { proxied: true },
  load: 15,
  async run({ set, note }, form) {
    const stranded = set.members
      .map(({ proxy }) => proxy?.strand(APP) ?? 0)
      .reduce((sum, count) => sum + count, 0);
    note(`${stranded} connections are dead`, true);
    await setTimeout(form === "short" ? 16_000 : 25_000);
  },
  async verify({ backends }): Promise<Violation[]> {
    const reopened = await Promise.all(
      backends.map(async ({ metric }) => await metric("order_streams_reopened_total")),
    );
    return reopened.flatMap((count, index) =>
      (count ?? 0) > 0
        ? []
        : [{ oracle: "O5" as const, what: `backend-${index} never counted a reopened stream` }],
    );
  },
};
