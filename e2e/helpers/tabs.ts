// Tabs in real windows, and a guard over what they say to the console and whom they ask.
import { test as base, expect, type BrowserContextOptions, type Page } from "@playwright/test";
import { Desk } from "./desk.js";
import { reportOfTab } from "./report.js";
import { watchPage } from "./watch.js";

const LOCAL = new Set(["localhost", "127.0.0.1"]);
/** What the browser itself writes when a server is away, or goes and lets nobody in any more. */
export const NETWORK_ERRORS = /net::ERR_|WebSocket connection to|status of 403 .*\/socket\.io\//;

/** The sandbox of a mail's preview refuses scripts, also those by which the browser is driven and watched. */
export const SANDBOX_HELD = /^Blocked script execution in 'about:srcdoc'/;

export type Tabs = {
  /** A tab in a window of its own, open at `address`. */
  readonly open: (address: string, options?: BrowserContextOptions) => Promise<Desk>;
  /** From here on console errors like this one are part of the test. */
  readonly allow: (error: RegExp) => void;
};

function guard(page: Page, problems: string[]): void {
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(`${message.text()} (${message.location().url})`);
  });
  page.on("pageerror", (error) => problems.push(`uncaught: ${error.stack ?? error.message}`));
  page.on("request", (request) => assertLocal(request.url(), problems));
  page.on("websocket", (socket) => assertLocal(socket.url(), problems));
}

function assertLocal(address: string, problems: string[]): void {
  const { protocol, hostname } = new URL(address);
  if (/^(http|ws)s?:$/.test(protocol) && !LOCAL.has(hostname)) problems.push(`foreign host: ${address}`);
}

export const test = base.extend<{ readonly tabs: Tabs }>({
  tabs: async ({ browser }, use, test) => {
    const problems: string[] = [];
    const allowed: RegExp[] = [];
    const contexts: { close(): Promise<void> }[] = [];
    const pages: Page[] = [];
    await use({
      async open(address, options) {
        // Motion costs a machine without a graphics card most of its time.
        const context = await browser.newContext({ reducedMotion: "reduce", ...options });
        contexts.push(context);
        const page = await context.newPage();
        pages.push(page);
        guard(page, problems);
        await watchPage(page);
        await page.goto(address);
        return new Desk(page);
      },
      allow: (error) => void allowed.push(error),
    });
    if (test.status !== test.expectedStatus) for (const page of pages) console.error(await reportOfTab(page));
    for (const context of contexts) await context.close();
    expect(problems.filter((problem) => !allowed.some((error) => error.test(problem)))).toEqual([]);
  },
});

export { expect };
