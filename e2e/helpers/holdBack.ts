// Requests that take as long as a test wants.
import type { Page } from "@playwright/test";

/** Nothing of these is sent before `letGo`. */
export async function holdBack(page: Page, url: string | RegExp) {
  let asked = 0;
  let letGo = (): void => undefined;
  const isTime = new Promise<void>((resolve) => (letGo = resolve));
  await page.route(url, async (route) => {
    asked += 1;
    await isTime;
    await route.continue();
  });
  return { letGo, asked: () => asked };
}
