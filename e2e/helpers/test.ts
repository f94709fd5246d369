// What every test gets: a product, tabs in it, and a guard over what the tabs say to the console and whom they ask.
import { test as base, expect, type BrowserContextOptions, type Page } from "@playwright/test";
import { Desk } from "./desk.js";
import { startProduct, type Product } from "./product.js";
import { watchPage } from "./watch.js";

const LOCAL = new Set(["localhost", "127.0.0.1"]);
/** What the browser itself writes when a server is away. */
export const NETWORK_ERRORS = /net::ERR_|WebSocket connection to/;

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

type Fixtures = { readonly tabs: Tabs; readonly desk: Desk; readonly shop: Product };

export const test = base.extend<Fixtures, { readonly product: Product }>({
  product: [
    async ({}, use) => {
      const product = await startProduct();
      await use(product);
      await product.remove();
    },
    { scope: "worker", timeout: 180_000 },
  ],

  /** The worker's product, with no orders in it. */
  shop: async ({ product }, use) => {
    await product.stored.reset();
    await use(product);
  },

  tabs: async ({ browser }, use) => {
    const problems: string[] = [];
    const allowed: RegExp[] = [];
    const contexts: { close(): Promise<void> }[] = [];
    await use({
      async open(address, options) {
        const context = await browser.newContext(options);
        contexts.push(context);
        const page = await context.newPage();
        guard(page, problems);
        await watchPage(page);
        await page.goto(address);
        return new Desk(page);
      },
      allow: (error) => void allowed.push(error),
    });
    for (const context of contexts) await context.close();
    expect(problems.filter((problem) => !allowed.some((error) => error.test(problem)))).toEqual([]);
  },

  /** A tab at the list, live. */
  desk: async ({ tabs, shop }, use) => {
    const desk = await tabs.open(shop.url);
    await desk.expectLive();
    await use(desk);
  },
});

export { expect };
