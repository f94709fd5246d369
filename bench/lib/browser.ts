// The dashboard in a real browser, as one person has it open.
import { chromium, type Browser, type Page } from "@playwright/test";
import { CHROMIUM_ARGS } from "../../e2e/helpers/chromium.js";
import type { Cleanup } from "./cleanup.js";
import { findChromium } from "./dashboards.js";

export type Tab = { readonly browser: Browser; readonly page: Page };

export async function openBrowser(cleanup: Cleanup): Promise<Tab> {
  const browser = await chromium.launch({ executablePath: await findChromium(), args: CHROMIUM_ARGS });
  cleanup.add(async () => await browser.close());
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  return { browser, page: await context.newPage() };
}

/** Resolves when the list is there and live, and what the page fetches ahead has come. */
export async function openList({ page }: Tab, url: string): Promise<void> {
  await page.goto(url);
  await page.locator("tr[data-order-id]").first().waitFor();
  await page.getByRole("button", { name: /^Live status: Live/ }).waitFor();
  await page.waitForLoadState("networkidle");
}
