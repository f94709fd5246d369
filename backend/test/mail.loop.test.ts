import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import { openForWatcher, type Database } from "../src/models/database.js";
import { mailModel, type MailModel, type MailRow } from "../src/models/Mail.js";
import { mailQueue, type MailQueue } from "../src/models/mailQueue.js";
import { mailLoop } from "../src/services/mailLoop.js";
import { mailTransport, type SendMail } from "../src/services/mailTransport.js";
import { mailRow } from "./helpers/mailRow.js";
import { loggerInto, newDatabaseName, withDatabase } from "./helpers/server.js";
import { startSmtp, type SmtpPeer } from "./helpers/smtp.js";
import { until } from "./helpers/wait.js";

const RETRY = { firstMs: 40, longestMs: 10_000 };

let database: Database;
let mails: MailModel;
let queue: MailQueue;
let smtp: SmtpPeer;
let log: string[];
const cleanups: (() => Promise<void>)[] = [];

beforeEach(async () => {
  database = openForWatcher(withDatabase(inject("mongodUri"), newDatabaseName()));
  mails = mailModel(database);
  queue = mailQueue(database);
  smtp = await startSmtp();
  log = [];
});
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
  await smtp.stop();
  await database.client.close();
});

function startLoop(send?: SendMail) {
  const transport = mailTransport({ host: "127.0.0.1", port: smtp.port, timeoutMs: 30_000 });
  const loop = mailLoop({
    queue,
    send: send ?? transport.send,
    logger: loggerInto(log),
    begun: Promise.resolve(),
    lockMs: 120_000,
    onUnknown: "resend",
    retry: RETRY,
    pause: { firstMs: 1, longestMs: 1 },
    lookEveryMs: 20,
  });
  cleanups.push(async () => await loop.stop());
  return loop;
}

const stored = async (id: string) => await database.mails.findOne({ _id: id });
const settled = async (id: string, state: MailRow["state"]) =>
  await until(`mail ${id} is ${state}`, async () => {
    const found = await stored(id);
    return found?.state === state && found;
  });

describe("the mail loop", () => {
  it("when the server says 421 and 450 for a while, then it waits longer each time and sends once", async () => {
    smtp.refusals.push({ at: "connect", code: 421 }, { at: "to", code: 450 }, { at: "data", code: 451 });
    await mails.enqueue(mailRow("a"));
    startLoop();
    expect(await settled("a", "sent")).toMatchObject({ attempts: 4, locked_until: null });
    expect(smtp.received).toHaveLength(1);
    // Each wait is 40, 80, 160 ms, give or take a half, and then until the next look.
    const gaps = smtp.visits.slice(1).map((at, index) => at - (smtp.visits[index] ?? 0));
    gaps.forEach((gap, index) => expect(gap).toBeGreaterThanOrEqual(20 * 2 ** index));
  });

  it("when the server says 550, then it has failed at once, and its words are kept but not logged", async () => {
    smtp.refusals.push({ at: "to", code: 550 });
    await mails.enqueue(mailRow("a"));
    await mails.enqueue(mailRow("b"));
    startLoop();
    expect(await settled("a", "failed")).toMatchObject({ attempts: 1 });
    expect((await stored("a"))?.response).toContain("550");
    await settled("b", "sent");
    expect(smtp.received.map(({ mail }) => mail.subject)).toEqual(["b"]);
    expect(log.join("")).toContain("Mail not sent");
    expect(log.join("")).not.toContain("@");
  });

  it("when a process died while it was sending, then the row is taken up again after its lock", async () => {
    const past = new Date(Date.now() - 1_000);
    await mails.enqueue(mailRow("died", { state: "sending", attempts: 1, locked_until: past }));
    const soon = new Date(Date.now() + 60_000);
    await mails.enqueue(mailRow("alive", { state: "sending", attempts: 1, locked_until: soon }));
    startLoop();
    expect(await settled("died", "sent")).toMatchObject({ attempts: 2 });
    expect((await stored("alive"))?.state).toBe("sending");
  });

  it("when two loops run on one database, then no mail is sent twice", async () => {
    for (let n = 0; n < 20; n++) await mails.enqueue(mailRow(`m${n}`));
    startLoop();
    startLoop();
    for (let n = 0; n < 20; n++) await settled(`m${n}`, "sent");
    expect(new Set(smtp.received.map(({ mail }) => mail.subject)).size).toBe(20);
    expect(smtp.received).toHaveLength(20);
  });

  it("when a row was taken over meanwhile, then the late sender leaves it alone", async () => {
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
    expect(await mails.enqueue(mailRow("a"))).toBe(true);
    expect(await mails.enqueue(mailRow("a", { to: "other@example.com" }))).toBe(false);
    expect((await stored("a"))?.to).toBe("a@example.com");
  });

  it("when it is stopped while the server keeps it waiting, then the stop does not wait for long", async () => {
    let release: () => void = () => undefined;
    smtp.holdData = async () => await new Promise<void>((resolve) => (release = resolve));
    await mails.enqueue(mailRow("a"));
    const loop = startLoop();
    await settled("a", "sending");
    await until("the server has it", () => smtp.visits.length > 0);
    const before = Date.now();
    await loop.stop();
    expect(Date.now() - before).toBeLessThan(7_500);
    release();
  });

  it("when the database is away for a moment, then the loop goes on afterwards", async () => {
    let failing = 2;
    const real = queue;
    const claim: MailQueue["claim"] = async (lockMs) => {
      if (failing-- > 0) throw new Error("away");
      return await real.claim(lockMs);
    };
    queue = { ...real, claim };
    await mails.enqueue(mailRow("a"));
    const loop = startLoop();
    loop.wake();
    await settled("a", "sent");
    expect(log.join("")).toContain("cannot reach its rows");
  });
});
