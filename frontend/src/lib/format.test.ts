import { describe, expect, it } from "vitest";
import { formatAge, formatAgo, formatDelay, formatMoment, formatMoney } from "./format";

const now = new Date(2026, 10, 22, 14, 5).getTime();
const before = (milliseconds: number) => new Date(now - milliseconds).toISOString();

describe("formatAge", () => {
  it.each([
    [0, "now"],
    [59_999, "now"],
    [60_000, "1 min"],
    [59 * 60_000, "59 min"],
    [3_600_000, "1 h"],
    [86_400_000, "1 d"],
  ])("when %i ms have passed, then it reads %s", (milliseconds, expected) => {
    expect(formatAge(before(milliseconds), now)).toBe(expected);
  });

  it("when the server's clock is ahead, then it reads now", () => {
    expect(formatAge(before(-90_000), now)).toBe("now");
  });

  it("when a week has passed, then it reads the date", () => {
    expect(formatAge(before(8 * 86_400_000), now)).toContain("2026");
  });
});

describe("formatAgo", () => {
  it("when it is a span, then it ends in ago", () => {
    expect(formatAgo(before(120_000), now)).toBe("2 min ago");
  });

  it("when it just happened, then it reads now", () => {
    expect(formatAgo(before(10), now)).toBe("now");
  });
});

describe("formatMoney", () => {
  it("when the currency has no decimals, then none are shown", () => {
    expect(formatMoney(13_600, "JPY")).toMatch(/13,600$/);
  });

  it("when the currency does not exist, then the amount is still shown", () => {
    expect(formatMoney(5, "?")).toBe("5 ?");
  });
});

describe("formatMoment", () => {
  it("when it was today or yesterday, then it says so", () => {
    expect(formatMoment(before(60_000), now)).toMatch(/^Today, /);
    expect(formatMoment(before(86_400_000), now)).toMatch(/^Yesterday, /);
  });
});

describe("formatDelay", () => {
  it.each([
    [-5, "0 ms"],
    [420, "420 ms"],
    [1430, "1.4 s"],
    [12_300, "12 s"],
    [180_000, "3 min"],
  ])("when the delay is %i ms, then it reads %s", (milliseconds, expected) => {
    expect(formatDelay(milliseconds)).toBe(expected);
  });
});
