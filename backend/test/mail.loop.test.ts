import { expect, describe, it } from "vitest";
import type { MailQueue } from "../src/models/mailQueue.js";
import { givenMailDesk } from "./helpers/mailDesk.js";
import { mailRow } from "./helpers/mailRow.js";
import { startSmtp } from "./helpers/smtp.js";
import { until } from "./helpers/wait.js";

const opened = givenMailDesk(startSmtp);

describe("the mail loop", () => {
  it("when the server says 421 and 450 for a while, then it waits longer each time and sends once", async () => {
    const desk = opened();
    const { mails, smtp, settled } = desk;
    smtp.refusals.push({ at: "connect", code: 421 }, { at: "to", code: 450 }, { at: "data", code: 451 });
    await mails.enqueue(mailRow("a"));
    desk.startLoop();
    expect(await settled("a", "sent")).toMatchObject({ attempts: 4, locked_until: null });
    expect(smtp.received).toHaveLength(1);
    // Each wait is 40, 80, 160 ms, give or take a half, and then until the next look.
    const gaps = smtp.visits.slice(1).map((at, index) => at - (smtp.visits[index] ?? 0));
    gaps.forEach((gap, index) => expect(gap).toBeGreaterThanOrEqual(20 * 2 ** index));
  });

  it("when the server says 550, then it has failed at once, and its words are kept but not logged", async () => {
    const desk = opened();
    const { mails, smtp, log, stored, settled } = desk;
    smtp.refusals.push({ at: "to", code: 550 });
    await mails.enqueue(mailRow("a"));
    await mails.enqueue(mailRow("b"));
    desk.startLoop();
    expect(await settled("a", "failed")).toMatchObject({ attempts: 1 });
    expect((await stored("a"))?.response).toContain("550");
    await settled("b", "sent");
    expect(smtp.received.map(({ mail }) => mail.subject)).toEqual(["b"]);
    expect(log.join("")).toContain("Mail not sent");
    expect(log.join("")).not.toContain("@");
  });

  it("when a process died while it was sending, then the row is taken up again after its lock", async () => {
    const desk = opened();
    const { mails, stored, settled } = desk;
    const past = new Date(Date.now() - 1_000);
    await mails.enqueue(mailRow("died", { state: "sending", attempts: 1, locked_until: past }));
    const soon = new Date(Date.now() + 60_000);
    await mails.enqueue(mailRow("alive", { state: "sending", attempts: 1, locked_until: soon }));
    desk.startLoop();
    expect(await settled("died", "sent")).toMatchObject({ attempts: 2 });
    expect((await stored("alive"))?.state).toBe("sending");
  });

  it("when two loops run on one database, then no mail is sent twice", async () => {
    const desk = opened();
    const { mails, smtp, settled } = desk;
    for (let n = 0; n < 20; n++) await mails.enqueue(mailRow(`m${n}`));
    desk.startLoop();
    desk.startLoop();
    for (let n = 0; n < 20; n++) await settled(`m${n}`, "sent");
    expect(new Set(smtp.received.map(({ mail }) => mail.subject)).size).toBe(20);
    expect(smtp.received).toHaveLength(20);
  });

  it("when a row was taken over meanwhile, then the late sender leaves it alone", async () => {
    const { mails, stored, queue } = opened();
    await mails.enqueue(mailRow("a"));
    const first = await queue.claim(0);
    await queue.recover();
    const second = await queue.claim(60_000);
    expect([first?.attempts, second?.attempts]).toEqual([1, 2]);
    await queue.settle(first!, { state: "failed", response: "late" });
    expect((await stored("a"))?.state).toBe("sending");
    await queue.settle(second!, { state: "sent", response: "250 $now {a: 1}" });
    expect(await stored("a")).toMatchObject({ state: "sent", response: "250 $now {a: 1}" });
  });

  it("when the same row is written twice, then the second changes nothing", async () => {
    const { mails, stored } = opened();
    expect(await mails.enqueue(mailRow("a"))).toBe(true);
    expect(await mails.enqueue(mailRow("a", { to: "other@example.com" }))).toBe(false);
    expect((await stored("a"))?.to).toBe("a@example.com");
  });

  it("when it is stopped while the server keeps it waiting, then the stop does not wait for long", async () => {
    const desk = opened();
    const { mails, smtp, settled } = desk;
    let release: () => void = () => undefined;
    smtp.holdData = async () => await new Promise<void>((resolve) => (release = resolve));
    await mails.enqueue(mailRow("a"));
    const loop = desk.startLoop();
    await settled("a", "sending");
    await until("the server has it", () => smtp.visits.length > 0);
    const before = Date.now();
    await loop.stop();
    expect(Date.now() - before).toBeLessThan(7_500);
    release();
  });

  it("when the database is away for a moment, then the loop goes on afterwards", async () => {
    const desk = opened();
    const { mails, log, settled } = desk;
    let failing = 2;
    const real = desk.queue;
    const claim: MailQueue["claim"] = async (lockMs) => {
      if (failing-- > 0) throw new Error("away");
      return await real.claim(lockMs);
    };
    await mails.enqueue(mailRow("a"));
    const loop = desk.startLoop({ queue: { ...real, claim } });
    loop.wake();
    await settled("a", "sent");
    expect(log.join("")).toContain("cannot reach its rows");
  });
});
