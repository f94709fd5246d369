import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EMAIL_MAX, emailAddress, emailProblem, NAME_MAX, oneLine } from "./text.js";

const name = oneLine("The name", NAME_MAX);
const messages = (result: { error?: { issues: { message: string }[] } }) =>
  result.error?.issues.map(({ message }) => message);

const CONTROLS = ["\r", "\n", "\r\n", "\0", "\t", "\u001b", "\u007f", "\u0085", "\u2028", "\u2029"];

describe("oneLine", () => {
  it.each(["Ada", "Nguyễn Thị Minh Khai", "محمد الحسن", "O'Brien & Söhne <b>", "👩‍👩‍👧", "x".repeat(NAME_MAX)])(
    "when it is %j, then it stays as it is",
    (text) => {
      expect(name.parse(text)).toBe(text);
    },
  );
  it("when there are spaces around, then they go", () => {
    expect(name.parse("  Ada  ")).toBe("Ada");
  });
  it.each([
    ["", "The name must not be empty"],
    ["   ", "The name must not be empty"],
    ["x".repeat(NAME_MAX + 1), `The name must be at most ${NAME_MAX} characters long`],
    ["x".repeat(10_000), `The name must be at most ${NAME_MAX} characters long`],
    [undefined, "The name is required"],
    [null, "The name must be text"],
    [{ $gt: "" }, "The name must be text"],
    [["Ada"], "The name must be text"],
    [12, "The name must be text"],
    ["\ud800", "The name must be one line of text without control characters"],
  ])("when it is %j, then it says only %j", (value, message) => {
    expect(messages(name.safeParse(value))).toEqual([message]);
  });
  it("when a control character or a line break is anywhere, then it is refused, not repaired", () => {
    for (const control of CONTROLS)
      for (const text of [`${control}Ada`, `A${control}da`, `Ada${control}`])
        expect(messages(name.safeParse(text)), JSON.stringify(text)).toEqual([
          "The name must be one line of text without control characters",
        ]);
  });
  it("when anything is accepted, then it is trimmed, short enough and one line", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 250 }), (text) => {
        const parsed = name.safeParse(text);
        if (!parsed.success) return;
        expect(parsed.data).toBe(text.trim());
        expect(parsed.data.length).toBeGreaterThan(0);
        expect(parsed.data.length).toBeLessThanOrEqual(NAME_MAX);
        expect(parsed.data).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
      }),
    );
  });
});

describe("emailAddress", () => {
  it.each([
    "test@example.com",
    "a.b+tag@sub.example.co.uk",
    "o'brien@example.com",
    "user@bücher.example",
    "x@xn--bcher-kva.example",
    `${"a".repeat(64)}@example.com`,
  ])("when it is %j, then it is accepted", (address) => {
    expect(emailAddress.parse(address)).toBe(address);
  });

  it.each([
    "",
    "x",
    "@example.com",
    "x@",
    "x@example",
    "x@example.c",
    "x@.com",
    "x@-a.com",
    "x@a..com",
    ".x@example.com",
    "x.@example.com",
    "x..y@example.com",
    "a@b.com, c@d.com",
    "a@b.com;c@d.com",
    "a@b.com c@d.com",
    "a@b@c.com",
    '"x@evil.com"@good.com',
    "Ada <a@b.com>",
    "a@[127.0.0.1]",
    "müller@example.com",
    `${"a".repeat(65)}@example.com`,
    `a@${"b".repeat(64)}.com`,
    `a@${"b.".repeat(140)}com`,
    "a@b.com\nRCPT TO:<x@y.com>",
    "a@b.com\r\nBcc: x@y.com",
    { $gt: "" },
    ["a@b.com"],
    null,
    undefined,
  ])("when it is %j, then it is refused", (address) => {
    expect(emailAddress.safeParse(address).success).toBe(false);
  });

  it("when a control character or a line break is anywhere, then it is refused, not repaired", () => {
    for (const control of CONTROLS)
      for (const text of [`${control}a@b.com`, `a${control}@b.com`, `a@b${control}.com`, `a@b.com${control}`])
        expect(emailAddress.safeParse(text).success, JSON.stringify(text)).toBe(false);
  });

  it("when anything is accepted, then it is one address without any character that mail headers use", () => {
    const part = fc.stringMatching(/^[a-z0-9."<>,;@ \r\n\\()+-]{1,12}$/);
    fc.assert(
      fc.property(part, part, fc.constantFrom("com", "example.com", "c", ""), (local, domain, top) => {
        const parsed = emailAddress.safeParse(`${local}@${domain}.${top}`);
        if (!parsed.success) return;
        expect(parsed.data).toMatch(/^[^@\s<>,;"\\()]+@[^@\s<>,;"\\()]+$/);
        expect(parsed.data.length).toBeLessThanOrEqual(EMAIL_MAX);
        expect(emailProblem(parsed.data)).toBeUndefined();
      }),
      { numRuns: 2_000 },
    );
  });
});
