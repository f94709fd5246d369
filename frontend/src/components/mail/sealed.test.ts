import { expect, test } from "vitest";
import { sealed } from "./sealed";

test("when a mail has a head, then the rules come first in it and the doctype stays in front", () => {
  const html = '<!DOCTYPE html><html><HEAD lang="en"><title>$& $1</title></HEAD><body>Hi</body></html>';
  expect(sealed(html)).toMatch(
    /^<!DOCTYPE html><html><HEAD lang="en"><meta http-equiv="Content-Security-Policy" content="default-src 'none';[^"]*"><base target="_blank"><title>\$& \$1<\/title><\/HEAD>/,
  );
});

test("when a mail has no head, then the rules come before all of it", () => {
  expect(sealed("<header>Hi</header>")).toMatch(
    /^<meta http-equiv="Content-Security-Policy".*<header>Hi<\/header>$/,
  );
});
