// What holds for the queue of mails whatever time, other processes and people do.
import { MongoNetworkError } from "mongodb";
import { describe, expect, it } from "vitest";
import type { MailQueue } from "../src/models/mailQueue.js";
import { givenMailDesk, LOCK_MS, passTime } from "./helpers/mailDesk.js";
import { mailRow } from "./helpers/mailRow.js";
import { startSmtp } from "./helpers/smtp.js";

const opened = givenMailDesk(startSmtp);

describe("the queue of mails", () => {
  it("when the answer that a mail is still ours comes too late, then it is not handed over on that", async () => {
    const desk = opened();
    const { mails, smtp, settled } = desk;
    const real = desk.queue;
    let asked = 0;
    const beginData: MailQueue["beginData"] = async (...given) => {
      const isOurs = await real.beginData(...given);
      if (asked++ === 0) passTime(LOCK_MS / 2);
      return isOurs;
    };
    await mails.enqueue(mailRow("a"));
    desk.startLoop({ queue: { ...real, beginData } });
    expect(await settled("a", "sent")).toMatchObject({ attempts: 2 });
    expect(smtp.received).toHaveLength(1);
  });

  it("when the database is away for longer than a mail is ours, then what came of it is written down all the same", async () => {
    const desk = opened();
    const { mails, settled } = desk;
    const real = desk.queue;
    let failing = 3;
    const settle: MailQueue["settle"] = async (...given) => {
      if (failing-- > 0) {
        passTime(2 * LOCK_MS);
        throw new MongoNetworkError("away");
      }
      await real.settle(...given);
    };
    await mails.enqueue(mailRow("a"));
    desk.startLoop({ queue: { ...real, settle } });
    expect(await settled("a", "sent")).toMatchObject({ attempts: 1 });
  });

  it("when very many recipients wait for an earlier mail, then others get theirs", async () => {
    const { database, queue } = opened();
    const later = new Date(Date.now() + 600_000);
    const waiting = Array.from({ length: 210 }, (_, n) => `w${n}@example.com`).flatMap((to_key) => [
      mailRow(`1-${to_key}`, { to: to_key, to_key, next_attempt_at: later }),
      mailRow(`2-${to_key}`, { to: to_key, to_key, next_attempt_at: new Date(0) }),
    ]);
    await database.mails.insertMany([...waiting, mailRow("healthy")]);
    // Each look meets up to 200 of them, and then no more.
    expect(await queue.claim(60_000)).toBeUndefined();
    expect(await queue.claim(60_000)).toMatchObject({ _id: "healthy" });
  });

  it("when a person wants a mail sent that others wait for, then they follow it at once", async () => {
    const desk = opened();
    const { mails, smtp, settled, queue } = desk;
    const later = new Date(Date.now() + 600_000);
    const to_key = "a@example.com";
    await mails.enqueue(mailRow("1", { to: to_key, to_key, next_attempt_at: later }));
    await mails.enqueue(mailRow("2", { to: to_key, to_key, next_attempt_at: later }));
    await queue.requeue("1", ["queued"], "Send now");
    desk.startLoop();
    await settled("2", "sent");
    expect(smtp.received.map(({ mail }) => mail.subject)).toEqual(["1", "2"]);
  });
});
