import { setTimeout } from "node:timers/promises";
import type { Violation } from "../check/violations.js";
import type { Drill } from "../lib/drill.js";
import { ofKind } from "../lib/history.js";

const AWAY_MS = { short: 8_000, long: 60_000 };
/** By then each tab says that it is not live. */
const TOLD_WITHIN_MS = 7_000;

export const f03: Drill = {
  name: "F3",
  about: "kill -9 of two of three database nodes: no majority for a minute",
  async run({ set, note }, form) {
    const primary = await set.awaitPrimary();
    const victims = [primary, ...set.members.filter((member) => member !== primary).slice(0, 1)];
    note("kill -9 of two nodes");
    await Promise.all(victims.map(async ({ process }) => await process.kill()));
    await setTimeout(AWAY_MS[form]);
    note("start them again");
    for (const victim of victims) victim.restart();
    await set.heal();
    note("a majority again", true);
    await setTimeout(form === "short" ? 500 : 4_000);
  },
  verify({ tabs }, records): Violation[] {
    const [lost] = ofKind(records, "nemesis");
    const by = (lost?.at ?? 0) + TOLD_WITHIN_MS;
    const said = ofKind(records, "tab");
    const wrong = tabs.filter(({ index }) => said.findLast(({ tab, at }) => tab === index && at <= by)?.live);
    const unready = ofKind(records, "health").some(({ ready, at }) => !ready && at > (lost?.at ?? 0));
    return [
      ...wrong.map(({ index }) => ({
        oracle: "O2" as const,
        what: `tab ${index} says that it is live ${TOLD_WITHIN_MS} ms after the majority was lost`,
      })),
      ...(unready ? [] : [{ oracle: "O5" as const, what: "/health/ready never said that it is not" }]),
    ];
  },
};
