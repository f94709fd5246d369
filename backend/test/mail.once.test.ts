import { afterEach, beforeEach, describe, expect, inject, it } from "vitest";
import { openForWatcher, type Database } from "../src/models/database.js";
import { mailModel, type MailRow } from "../src/models/Mail.js";
import { mailQueue } from "../src/models/mailQueue.js";
import { mailLoop, type MailLoopParts } from "../src/services/mailLoop.js";
import { mailTransport } from "../src/services/mailTransport.js";
import { mailRow } from "./helpers/mailRow.js";
import { startRawSmtp, type CutPoint, type RawSmtp } from "./helpers/rawSmtp.js";
import { loggerInto, newDatabaseName, withDatabase } from "./helpers/server.js";
import { until } from "./helpers/wait.js";

let database: Database;
let smtp: RawSmtp;
const cleanups: (() => Promise<void>)[] = [];

beforeEach(async () => {
  database = openForWatcher(withDatabase(inject("mongodUri"), newDatabaseName()));
  smtp = await startRawSmtp();
});
afterEach(async () => {
  for (const cleanup of cleanups.splice(0)) await cleanup();
  await smtp.stop();
  await database.client.close();
});

function startLoop(more: Partial<MailLoopParts> = {}) {
  const { send } = mailTransport({ host: "127.0.0.1", port: smtp.port, timeoutMs: 30_000 });
  const loop = mailLoop({
    queue: mailQueue(database),
    send,
    logger: loggerInto([]),
    begun: Promise.resolve(),
    lockMs: 120_000,
    onUnknown: "resend",
    retry: { firstMs: 20, longestMs: 100 },
    pause: { firstMs: 1, longestMs: 1 },
    lookEveryMs: 20,
    ...more,
  });
  cleanups.push(async () => await loop.stop());
  return loop;
}
const enqueue = async (...rows: MailRow[]) => {
  for (const row of rows) await mailModel(database).enqueue(row);
};
const settled = async (id: string, state: MailRow["state"]) =>
  await until(`mail ${id} is ${state}`, async () => {
    const found = await database.mails.findOne({ _id: id });
    return found?.state === state && found;
  });
const states = ({ history }: MailRow) => history.map(({ state }) => state);
const messageIds = () => smtp.accepted.map((raw) => /^Message-ID: (.*)$/m.exec(raw)?.[1]);

describe("a connection that is cut", () => {
  it.each<[CutPoint, number, string[]]>([
    ["atData", 1, ["sending", "queued", "sending", "sent"]],
    ["midData", 1, ["sending", "unknown", "queued", "sending", "sent"]],
    ["beforeReply", 2, ["sending", "unknown", "queued", "sending", "sent"]],
  ])(
    "when it is cut %s, then it is sent again, %i in all, with one Message-ID",
    async (cut, copies, story) => {
      smtp.cuts.push(cut);
      await enqueue(mailRow("a"));
      startLoop();
      expect(states(await settled("a", "sent"))).toEqual(story);
      expect(smtp.accepted).toHaveLength(copies);
      expect(new Set(messageIds()).size).toBe(1);
    },
  );

  it("when nobody knows and the shop wants to decide, then it is held as unknown, and others go on", async () => {
    smtp.cuts.push("beforeReply");
    await enqueue(mailRow("a"), mailRow("b"));
    startLoop({ onUnknown: "hold" });
    await until("both are at their end", async () => {
      const rows = await database.mails.find().toArray();
      return (
        rows
          .map(({ state }) => state)
          .sort()
          .join() === "sent,unknown"
      );
    });
    expect(smtp.accepted).toHaveLength(2);
  });
});

describe("a sender that dies", () => {
  const past = new Date(Date.now() - 1_000);

  it("when the message had not been handed over, then it is sent once", async () => {
    await enqueue(mailRow("a", { state: "sending", attempts: 1, locked_until: past }));
    startLoop({ onUnknown: "hold" });
    await settled("a", "sent");
    expect(smtp.accepted).toHaveLength(1);
  });

  it.each([
    ["resend", "sent", ["unknown", "queued", "sending", "sent"]],
    ["hold", "unknown", ["unknown"]],
  ] as const)(
    "when it had been handed over and the policy is %s, then it is %s",
    async (onUnknown, state, story) => {
      await enqueue(mailRow("a", { state: "sending", attempts: 1, locked_until: past, data_at: past }));
      startLoop({ onUnknown });
      expect(states(await settled("a", state))).toEqual(story);
    },
  );

  it("when it was only paused beyond its lock, then it does not hand over what another has taken", async () => {
    let goOn: () => void = () => undefined;
    const paused = new Promise<void>((resolve) => (goOn = resolve));
    let isFirst = true;
    smtp.beforeData = async () => {
      if (!isFirst) return;
      isFirst = false;
      await paused;
    };
    await enqueue(mailRow("a"));
    startLoop({ lockMs: 1_000 });
    const row = await settled("a", "sent");
    expect(row.attempts).toBe(2);
    goOn();
    // The late one comes to its check and withdraws.
    await until("the late connection has ended", () => smtp.accepted.length === 1);
    startLoop();
    await enqueue(mailRow("b"));
    await settled("b", "sent");
    expect(smtp.accepted).toHaveLength(2);
    expect(await database.mails.findOne({ _id: "a" })).toMatchObject({ state: "sent", attempts: 2 });
  });
});

describe("the order of mails", () => {
  it("when many wait for some recipients and loops compete, then each recipient gets them in order", async () => {
    const rows = Array.from({ length: 40 }, (_, n) =>
      mailRow(`m${String(n).padStart(2, "0")}`, { to: `r${n % 4}@example.com` }),
    );
    smtp.cuts.push("atData", "atData", "atData");
    await enqueue(...rows);
    startLoop();
    startLoop();
    await settled("m39", "sent");
    await until("all are sent", async () => (await database.mails.countDocuments({ state: "sent" })) === 40);
    for (let recipient = 0; recipient < 4; recipient++) {
      const got = smtp.accepted
        .filter((raw) => raw.includes(`To: r${recipient}@`))
        .map((raw) => /^Subject: (.*)$/m.exec(raw)?.[1]);
      expect(got).toEqual([...got].sort());
      expect(got).toHaveLength(10);
    }
  });

  it("when the first was put off behind a later one that is due, then both are sent, the first one first", async () => {
    const [soon, to] = [new Date(Date.now() + 300), "x@example.com"];
    await enqueue(mailRow("a", { to, next_attempt_at: soon }), mailRow("b", { to }));
    startLoop();
    await settled("b", "sent");
    await settled("a", "sent");
    expect(smtp.accepted.map((raw) => /^Subject: (.*)$/m.exec(raw)?.[1])).toEqual(["a", "b"]);
  });

  it("when the first is held, then those after it are not", async () => {
    await enqueue(mailRow("a", { to: "x@example.com", held: true }), mailRow("b", { to: "x@example.com" }));
    startLoop();
    await settled("b", "sent");
    expect((await database.mails.findOne({ _id: "a" }))?.state).toBe("queued");
    await mailQueue(database).hold("a", false);
    await settled("a", "sent");
  });
});

describe("recording", () => {
  it("when the database is away after the server took it, then what is known is recorded later, and it is sent once", async () => {
    const real = mailQueue(database);
    let failing = 3;
    const queue: typeof real = {
      ...real,
      settle: async (row, outcome) => {
        if (failing-- > 0) throw new Error("away");
        await real.settle(row, outcome);
      },
    };
    await enqueue(mailRow("a"));
    startLoop({ queue });
    await settled("a", "sent");
    expect(smtp.accepted).toHaveLength(1);
  });
});
