import { setTimeout } from "node:timers/promises";
import type { Violation } from "../check/violations.js";
import type { Drill, Form } from "../lib/drill.js";
import { ofKind } from "../lib/history.js";
import type { Trouble } from "../lib/smtpStub.js";
import type { Stack } from "../lib/stack.js";

const STEPS = ["connect", "EHLO", "MAIL", "RCPT", "DATA", "dot"] as const;
const TROUBLE_MS = { short: 2_500, long: 20_000 };
/** Lost mail connections are so rare in the short form that the back-off stays short. */
const SHARE = { short: 0.35, long: 0.4 };

/** Refused for good: a 5xx to what concerns this mail only. */
let refused = 0;

function troubles({ random }: Stack, form: Form): () => Trouble | undefined {
  const chance = random.fork("mail");
  return () => {
    if (!chance.chance(SHARE[form])) return undefined;
    if (chance.chance(0.1)) {
      refused += 1;
      return { at: chance.pick(["RCPT", "dot"]), reply: 550 };
    }
    return { at: chance.pick(STEPS), reply: chance.pick([421, 450]) };
  };
}

export const f06: Drill = {
  name: "F6",
  about: "the mail server is down, slow, or says 421, 450 or 550 at each step",
  rules: { mailsMayEnd: ["failed"] },
  quietWithinMs: 180_000,
  async run(stack, form) {
    const { smtp, smtpProxies, note } = stack;
    refused = 0;
    note("the mail server is away");
    for (const proxy of smtpProxies) proxy.cut();
    await setTimeout(form === "short" ? 1_000 : 8_000);
    for (const proxy of smtpProxies) proxy.heal();
    note("it is there, and refuses at random");
    smtp.trouble = troubles(stack, form);
    await setTimeout(TROUBLE_MS[form]);
    smtp.trouble = () => undefined;
    if (form === "long") {
      note("it is slow: 2 s for each reply");
      smtp.delayMs = 2_000;
      await setTimeout(15_000);
      smtp.delayMs = 0;
    }
    note("it is well");
  },
  verify(_stack, records): Violation[] {
    const failed = ofKind(records, "mail").filter(({ state }) => state === "failed").length;
    return failed <= refused
      ? []
      : [{ oracle: "O3", what: `${failed} mails failed; the server refused ${refused} for good` }];
  },
};
