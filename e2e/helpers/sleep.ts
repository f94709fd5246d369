// A computer that sleeps: the pages' processes stand still, and time goes on without them.
import type { Browser } from "@playwright/test";

async function pagesOf(browser: Browser): Promise<number[]> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  return processInfo.filter(({ type }) => type === "renderer").map(({ id }) => id);
}

/**
 * Does `work` while every page of this browser sleeps.
 * @returns also when they were woken: a page may act before this side hears of it.
 */
export async function whileAsleep<T>(
  browser: Browser,
  work: () => Promise<T>,
): Promise<{ readonly done: T; readonly wokenAt: number }> {
  const pids = await pagesOf(browser);
  for (const pid of pids) process.kill(pid, "SIGSTOP");
  try {
    const done = await work();
    return { done, wokenAt: Date.now() };
  } finally {
    for (const pid of pids) process.kill(pid, "SIGCONT");
  }
}
