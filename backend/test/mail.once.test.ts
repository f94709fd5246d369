import { describe, expect, it } from "vitest";
import type { MailRow } from "../src/models/Mail.js";
import type { MailQueue } from "../src/models/mailQueue.js";
import { givenMailDesk } from "./helpers/mailDesk.js";
import { mailRow } from "./helpers/mailRow.js";
import { startRawSmtp, type CutPoint, type RawSmtp } from "./helpers/rawSmtp.js";
import { until } from "./helpers/wait.js";

const opened = givenMailDesk(startRawSmtp);
const states = ({ history }: MailRow) => history.map(({ state }) => state);
const messageIds = ({ accepted }: RawSmtp) => accepted.map((raw) => /^Message-ID: (.*)$/m.exec(raw)?.[1]);

describe("a connection that is cut", () => {
  it.each<[CutPoint, number, string[]]>([
    ["atData", 1, ["sending", "queued", "sending", "sent"]],
    ["midData", 1, ["sending", "unknown", "queued", "sending", "sent"]],
    ["beforeReply", 2, ["sending", "unknown", "queued", "sending", "sent"]],
  ])(
    "when it is cut %s, then it is sent again, %i in all, with one Message-ID",
    async (cut, copies, story) => {
      const desk = opened();
      const { smtp } = desk;
      smtp.cuts.push(cut);
      await desk.enqueue(mailRow("a"));
      desk.startLoop();
      expect(states(await desk.settled("a", "sent"))).toEqual(story);
      expect(smtp.accepted).toHaveLength(copies);
      expect(new Set(messageIds(smtp)).size).toBe(1);
    },
  );

  it("when nobody knows and the shop wants to decide, then it is held as unknown, and others go on", async () => {
    const desk = opened();
    const { database, smtp } = desk;
    smtp.cuts.push("beforeReply");
    await desk.enqueue(mailRow("a"), mailRow("b"));
    desk.startLoop({ onUnknown: "hold" });
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
    const desk = opened();
    const { smtp } = desk;
    await desk.enqueue(mailRow("a", { state: "sending", attempts: 1, locked_until: past }));
    desk.startLoop({ onUnknown: "hold" });
    await desk.settled("a", "sent");
    expect(smtp.accepted).toHaveLength(1);
  });

  it.each([
    ["resend", "sent", ["unknown", "queued", "sending", "sent"]],
    ["hold", "unknown", ["unknown"]],
  ] as const)(
    "when it had been handed over and the policy is %s, then it is %s",
    async (onUnknown, state, story) => {
      const desk = opened();
      await desk.enqueue(mailRow("a", { state: "sending", attempts: 1, locked_until: past, data_at: past }));
      desk.startLoop({ onUnknown });
      expect(states(await desk.settled("a", state))).toEqual(story);
    },
  );

  it("when it was only paused beyond its lock, then it does not hand over what another has taken", async () => {
    const desk = opened();
    const { database, smtp } = desk;
    let goOn: () => void = () => undefined;
    const paused = new Promise<void>((resolve) => (goOn = resolve));
    desk.startLoop({ lockMs: 1_000, retry: { firstMs: 20, longestMs: 100 } });
    await desk.enqueue(mailRow("before"));
    await desk.settled("before", "sent");
    let isFirst = true;
    smtp.beforeData = async () => {
      if (!isFirst) return;
      isFirst = false;
      await paused;
    };
    // Found by the lane that looks for all: while that one is stuck, another has to look.
    await desk.enqueue(mailRow("a"));
    const row = await desk.settled("a", "sent");
    expect(row.attempts).toBe(2);
    goOn();
    // The late one comes to its check and withdraws.
    await until("the late connection has ended", () => smtp.accepted.length === 2);
    desk.startLoop();
    await desk.enqueue(mailRow("b"));
    await desk.settled("b", "sent");
    expect(smtp.accepted).toHaveLength(3);
    expect(await database.mails.findOne({ _id: "a" })).toMatchObject({ state: "sent", attempts: 2 });
  });
});

describe("the order of mails", () => {
  it("when many wait for some recipients and loops compete, then each recipient gets them in order", async () => {
    const desk = opened();
    const { database, smtp } = desk;
    const rows = Array.from({ length: 40 }, (_, n) =>
      mailRow(`m${String(n).padStart(2, "0")}`, { to: `r${n % 4}@example.com` }),
    );
    smtp.cuts.push("atData", "atData", "atData");
    await desk.enqueue(...rows);
    desk.startLoop();
    desk.startLoop();
    await desk.settled("m39", "sent");
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
    const desk = opened();
    const { smtp } = desk;
    const [soon, to] = [new Date(Date.now() + 300), "x@example.com"];
    await desk.enqueue(mailRow("a", { to, next_attempt_at: soon }), mailRow("b", { to }));
    desk.startLoop();
    await desk.settled("b", "sent");
    await desk.settled("a", "sent");
    expect(smtp.accepted.map((raw) => /^Subject: (.*)$/m.exec(raw)?.[1])).toEqual(["a", "b"]);
  });

  it("when the first is held, then those after it are not", async () => {
    const desk = opened();
    const { database } = desk;
    await desk.enqueue(
      mailRow("a", { to: "x@example.com", held: true }),
      mailRow("b", { to: "x@example.com" }),
    );
    desk.startLoop();
    await desk.settled("b", "sent");
    expect((await database.mails.findOne({ _id: "a" }))?.state).toBe("queued");
    await desk.queue.hold("a", false);
    await desk.settled("a", "sent");
  });
});

describe("recording", () => {
  it("when the database is away after the server took it, then what is known is recorded later, and it is sent once", async () => {
    const desk = opened();
    const { smtp } = desk;
    const real = desk.queue;
    let failing = 3;
    const queue: MailQueue = {
      ...real,
      settle: async (row, outcome) => {
        if (failing-- > 0) throw new Error("away");
        await real.settle(row, outcome);
      },
    };
    await desk.enqueue(mailRow("a"));
    desk.startLoop({ queue });
    await desk.settled("a", "sent");
    expect(smtp.accepted).toHaveLength(1);
  });
});
