import { setTimeout } from "node:timers/promises";
import type { Drill } from "../lib/drill.js";

/** As many as two cores carry beside the backends and the database. */
const TABS = 100;

export const f19: Drill = {
  name: "F19",
  about: `${TABS} tabs lose their connection at once, again and again`,
  stack: { tabs: TABS },
  load: 10,
  async run({ tabDoors, note }, form) {
    for (let round = 0; round < (form === "short" ? 1 : 4); round++) {
      note("all tabs are cut off", true);
      for (const door of tabDoors) door.drop();
      await setTimeout(form === "short" ? 2_500 : 6_000);
    }
  },
};
