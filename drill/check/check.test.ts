import { describe, expect, it } from "vitest";
import { add, both, broken, change, drop, isHeld, isMail, isTaken, type Change } from "./breaking.js";
import { check } from "./check.js";
import { figuresOf } from "./figures.js";
import { GOOD, held, mailOf, takenMail } from "./goodHistory.js";

describe("the checker", () => {
  it("when all is well, then it says nothing", () => {
    expect(check(GOOD)).toEqual([]);
    expect(figuresOf(GOOD, [])).toMatchObject({
      requests: { ok: 4, fail: 1, unknown: 1 },
      lost: 0,
      twice: 0,
    });
  });

  it.each<[string, Change, RegExp]>([
    [
      "a tab lacks an order",
      both(drop(isHeld(1)), add(held(1, []))),
      /^O2 tab 1 differs from the database: a is 2 processing, shown not$/,
    ],
    [
      "a tab shows an old status",
      both(drop(isHeld(0)), add(held(0, [["a", 1, "pending"]]))),
      /^O2 tab 0 differs/,
    ],
    [
      "a tab shows a deleted order",
      both(
        drop(isHeld(0)),
        add(
          held(0, [
            ["a", 2, "processing"],
            ["b", 1, "pending"],
          ]),
        ),
      ),
      /^O2 tab 0 differs from the database: b is gone/,
    ],
    [
      "a version goes back",
      add({ kind: "seen", at: 500, tab: 0, order: "a", version: 1, status: "pending" }),
      /^O2 tab 0: order a went back from 2 to 1$/,
    ],
    [
      "a tab tells twice of one order",
      add({ kind: "toast", tab: 1, order: "a" }),
      /^O2 tab 1 told twice of order a$/,
    ],
    [
      "a tab says live while it is behind",
      change((record) => record.kind === "seen" && record.version === 2, { at: 9_000 }),
      /^O2 tab \d said live without m3/,
    ],
    [
      "a change of status has no mail",
      both(drop(isMail), drop(isTaken)),
      /^O3 order a became processing and has 0 mail records$/,
    ],
    [
      "a change of status has two mails",
      add(mailOf({ id: "w1-2", messageId: "<2@shop>" }), takenMail(401, "<2@shop>")),
      /^O3 order a became processing and has 2 mail records$/,
    ],
    [
      "a mail reports what never was",
      add(mailOf({ id: "w9", change: "w9", messageId: "<9@shop>" }), takenMail(402, "<9@shop>")),
      /^O3 a mail says that order a became processing, and it did not$/,
    ],
    [
      "a mail is sent and never came",
      drop(isTaken),
      /^O3 the mail of order a \(processing\) is "sent" and never came$/,
    ],
    [
      "a mail came twice",
      add(takenMail(410)),
      /^O3 the mail of order a \(processing\) came 2 times; its record allows 1$/,
    ],
    [
      "a mail came that nobody knows",
      add(takenMail(410, "<7@shop>")),
      /^O3 no record of <7@shop>, and it came$/,
    ],
    [
      "a mail still waits",
      change(isMail, { state: "queued" }),
      /^O3 the mail of order a \(processing\) ended as queued$/,
    ],
    [
      "a process ended by itself",
      add({ kind: "process", at: 500, name: "backend-1", event: "ended", injected: false, how: "code 1" }),
      /^O4 backend-1 ended by itself/,
    ],
    [
      "something went unhandled",
      add({ kind: "said", name: "backend-1", unhandled: ["unhandledRejection"], mostErrorsInASecond: 0 }),
      /^O4 backend-1 said/,
    ],
    [
      "the log is flooded",
      add({ kind: "said", name: "backend-1", unhandled: [], mostErrorsInASecond: 50 }),
      /^O4 backend-1 logged 50 errors in a second$/,
    ],
    [
      "descriptors leak",
      add({ kind: "usage", at: 950, name: "backend-0", rssMb: 130, fds: 400 }),
      /^O4 backend-0 began with 40 descriptors/,
    ],
    [
      "a backend stays behind",
      change(({ kind }) => kind === "health", { feedLagMs: 5_000 }),
      /^O5 backend-0 was not current/,
    ],
  ])("when %s, then it says so", (_, how, words) => {
    expect(broken(how)).toEqual(expect.arrayContaining([expect.stringMatching(words)]));
  });

  it("when a mail came twice and nobody could know about the first, then that is allowed, and counted", () => {
    const states = ["queued", "sending", "unknown", "queued", "sending", "sent"] as const;
    const records = both(change(isMail, { states }), add(takenMail(410)))([...GOOD]);
    expect(check(records)).toEqual([]);
    expect(figuresOf(records, []).secondCopies).toBe(1);
  });

  it("when a later mail reaches a customer first, then it says so", () => {
    const later = mailOf({ id: "w2", change: "w2", cursor: "82A1", order: "a", messageId: "<2@shop>" });
    expect(broken(add(later, takenMail(500, "<2@shop>")))).toEqual(
      expect.arrayContaining([expect.stringMatching(/^O3 c1@customers.example got a/)]),
    );
  });
});
