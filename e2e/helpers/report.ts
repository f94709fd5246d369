// What the product said and did, for whoever reads of a test that failed.
import { setTimeout } from "node:timers/promises";
import type { Page } from "@playwright/test";
import type { Product } from "./product.js";

const LINES = 40;
/** Whatever has come to a stop, the report comes. */
const PATIENCE_MS = 3_000;

async function answerOf(address: string): Promise<string> {
  try {
    return await (await fetch(address, { signal: AbortSignal.timeout(PATIENCE_MS) })).text();
  } catch (error) {
    return String(error);
  }
}

/** What its live status and its messages have said, and what it asked the API for last. */
export async function reportOfTab(page: Page): Promise<string> {
  const look = page.evaluate(() => {
    const { live, toasts } = window.noted;
    const calls = performance
      .getEntriesByType("resource")
      .filter(({ name }) => name.includes("/api/"))
      .map(({ name, startTime }) => ({ at: Math.round(performance.timeOrigin + startTime), text: name }));
    return [...live, ...toasts, ...calls.slice(-20)].sort((one, other) => one.at - other.at);
  });
  const noted = await Promise.race([look.catch(String), setTimeout(PATIENCE_MS, "no answer")]);
  return `What the tab at ${page.url()} said and asked: ${JSON.stringify(noted)}`;
}

/** Its last lines, its health, and the jobs that it works on or has just ended. */
export async function reportOf({ apiUrl, stored, output }: Product): Promise<string> {
  const jobs = await stored.jobs.find().sort({ created_at: -1 }).limit(3).toArray().catch(String);
  return [
    `What the product said at ${new Date().toISOString()}:`,
    output().split("\n").slice(-LINES).join("\n"),
    `Health: ${await answerOf(`${apiUrl}/health/ready`)}`,
    `Jobs: ${JSON.stringify(jobs)}`,
  ].join("\n");
}
