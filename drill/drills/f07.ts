import { setTimeout } from "node:timers/promises";
import type { Drill, Form } from "../lib/drill.js";
import { CUTS } from "../lib/smtpStub.js";
import type { Stack } from "../lib/stack.js";

const CUTTING_MS = { short: 2_500, long: 12_000 };

async function cutMails({ smtp, random, note }: Stack, form: Form): Promise<void> {
  const chance = random.fork("mail");
  note("the mail server ends connections around the final dot");
  smtp.trouble = () => (chance.chance(0.35) ? { cut: chance.pick(CUTS) } : undefined);
  await setTimeout(CUTTING_MS[form]);
  smtp.trouble = () => undefined;
  note("the mail server is well");
}

export const f07: Drill = {
  name: "F7",
  about:
    "the mail server drops the connection around the final dot; mails that nobody knows of are sent again",
  run: cutMails,
};

export const f07hold: Drill = {
  name: "F7H",
  about: "the same with EMAIL_ON_UNKNOWN=hold: no second copy, a person decides",
  stack: { env: { EMAIL_ON_UNKNOWN: "hold" } },
  rules: { mailsMayEnd: ["unknown"] },
  run: cutMails,
};
