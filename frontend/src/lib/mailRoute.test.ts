import { expect, test } from "vitest";
import { mailHref, parseMailPlace, type MailPlace } from "./mailRoute";

const parse = (href: string): MailPlace => {
  const { pathname, searchParams } = new URL(href, "http://desk");
  return parseMailPlace(pathname, searchParams);
};

test("when a place on the Mail page is made an address, then it leads back there", () => {
  const places: MailPlace[] = [
    { q: "" },
    { state: "failed", q: "" },
    { state: "unknown", q: "a+b&c@example.com" },
    { q: "1001", openId: "8263_-A" },
  ];
  for (const place of places)
    expect(parse(mailHref(place))).toEqual({ state: undefined, openId: undefined, ...place });
  expect(mailHref({ q: "" })).toBe("/mail");
});

test("when an address names no known state, then all mails are meant", () => {
  expect(parse("/mail?state=lost&q=%20ada%20")).toEqual({ state: undefined, q: "ada", openId: undefined });
});
