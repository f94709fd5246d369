// The browser for tests and benchmarks: the one on the machine, else Playwright's, else the distribution's.
import { accessSync, constants, existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { bin, run } from "./commands.mjs";
import { step, Stop } from "./terminal.mjs";

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const ELSEWHERE = ["/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/snap/bin/chromium"];

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const onMachine = () =>
  [
    ...(process.env.CHROMIUM_PATH ? [process.env.CHROMIUM_PATH] : []),
    ...(process.env.PATH ?? "").split(delimiter).flatMap((dir) => NAMES.map((name) => join(dir, name))),
    ...ELSEWHERE,
  ].find(isProgram);

async function playwrights() {
  const { chromium } = await import("@playwright/test");
  return existsSync(chromium.executablePath()) ? chromium.executablePath() : undefined;
}

/** The path of a Chromium; fetches one where there is none. Throws with what to do when none can be had. */
export async function findChromium() {
  const present = onMachine() ?? (await playwrights());
  if (present !== undefined) return present;
  await step("Getting Playwright's Chromium", () => run(bin("playwright"), ["install", "chromium"]));
  const fetched = await playwrights();
  if (fetched !== undefined) return fetched;
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    const env = { DEBIAN_FRONTEND: "noninteractive" };
    await step("Getting the distribution's Chromium", async () => {
      await run("apt-get", ["update"], { env });
      await run("apt-get", ["install", "-y", "--no-install-recommends", "chromium"], { env });
    });
  }
  const installed = onMachine();
  if (installed !== undefined) return installed;
  throw new Stop(
    "The browser tests need Chromium. Install it, or name one in CHROMIUM_PATH, and run npm test again.",
  );
}
