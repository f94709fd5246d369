import { setTimeout } from "node:timers/promises";
import { MAIL_LOCK_MS } from "../lib/backend.js";
import type { Drill } from "../lib/drill.js";
import { holdsWithin } from "../lib/wait.js";

const FROZEN_MS = { short: 3_000, long: MAIL_LOCK_MS + 6_000 };

export const f05: Drill = {
  name: "F5",
  about: "a backend stands still between RCPT and DATA, in the long form until its mail is another's",
  load: 15,
  async run({ backends, smtp, note }, form) {
    let frozen: number | undefined;
    smtp.onRecipient = (backend) => {
      if (frozen !== undefined) return;
      frozen = backend;
      backends[backend]?.process.freeze();
      note(`backend-${backend} stands still, a mail half sent`, true);
    };
    await holdsWithin(20_000, () => frozen !== undefined);
    await setTimeout(FROZEN_MS[form]);
    note(`backend-${frozen} goes on`);
    backends[frozen ?? 0]?.process.thaw();
    await setTimeout(form === "short" ? 500 : 4_000);
  },
};
