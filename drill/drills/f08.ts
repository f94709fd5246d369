import { setTimeout } from "node:timers/promises";
import type { Violation } from "../check/violations.js";
import type { Drill, Form } from "../lib/drill.js";
import { ofKind } from "../lib/history.js";
import type { Stack } from "../lib/stack.js";

const HALF_OPEN = "half-open";
/** The server's ping interval and time-out, the tab's grace, and its tick. */
const NOTICED_WITHIN_MS = 6_500;

async function cut({ tabDoors, note }: Stack, ms: number): Promise<void> {
  note(`the tabs' network is cut for ${ms} ms`);
  for (const door of tabDoors) door.cut();
  await setTimeout(ms);
  for (const door of tabDoors) door.heal();
  note("the network is there", true);
}

async function halfOpen({ tabDoors, note }: Stack, ms: number): Promise<void> {
  note(`${HALF_OPEN} for ${ms} ms`);
  for (const door of tabDoors) door.freeze();
  await setTimeout(ms);
  for (const door of tabDoors) door.heal();
  note("the network is there", true);
}

/** Longer than a new ring reaches back, so that what was missed must be fetched. */
async function beyondTheRing(stack: Stack): Promise<void> {
  const { tabDoors, backends, note } = stack;
  note("the tabs' network is cut for 65 s, and all backends are started anew");
  for (const door of tabDoors) door.cut();
  await setTimeout(65_000);
  await Promise.all(backends.map(async ({ process }) => await process.stop()));
  await Promise.all(backends.map(async (backend) => await backend.start()));
  for (const door of tabDoors) door.heal();
  note("the network is there", true);
}

async function run(stack: Stack, form: Form): Promise<void> {
  const { random } = stack;
  const length = random.int(300, form === "short" ? 1_500 : 30_000);
  if (random.chance(0.4)) await halfOpen(stack, form === "short" ? 7_000 : 7_000 + length);
  else if (form === "long" && random.chance(0.25)) await beyondTheRing(stack);
  else await cut(stack, length);
  await setTimeout(form === "short" ? 500 : 4_000);
}

export const f08: Drill = {
  name: "F8",
  about:
    "the tabs' network: cut for a moment, half-open (nobody is told), away for longer than the ring reaches",
  load: 20,
  run,
  verify({ tabs }, records): Violation[] {
    const frozen = ofKind(records, "nemesis").find(({ what }) => what.startsWith(HALF_OPEN));
    if (!frozen) return [];
    const by = frozen.at + NOTICED_WITHIN_MS;
    const said = ofKind(records, "tab");
    return tabs
      .filter(({ index }) => said.findLast(({ tab, at }) => tab === index && at <= by)?.live)
      .map(({ index }) => ({
        oracle: "O2",
        what: `tab ${index} did not notice a half-open connection in ${NOTICED_WITHIN_MS} ms`,
      }));
  },
};
