// A computer that sleeps: the pages' processes stand still, and time goes on without them.
import type { Browser } from "@playwright/test";

async function pagesOf(browser: Browser): Promise<number[]> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  return processInfo.filter(({ type }) => type === "renderer").map(({ id }) => id);
}

/** Does `work` while every page of this browser sleeps. */
export async function whileAsleep<T>(browser: Browser, work: () => Promise<T>): Promise<T> {
  const pids = await pagesOf(browser);
  for (const pid of pids) process.kill(pid, "SIGSTOP");
  try {
    return await work();
  } finally {
    for (const pid of pids) process.kill(pid, "SIGCONT");
  }
}
