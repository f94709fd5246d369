// For tests of the whole product: one for each worker, empty at the beginning of each test.
import type { Desk } from "./desk.js";
import { startProduct, type Product } from "./product.js";
import { reportOf } from "./report.js";
import { test as base } from "./tabs.js";

type Fixtures = { readonly desk: Desk; readonly shop: Product };

export const test = base.extend<Fixtures, { readonly product: Product }>({
  product: [
    async ({}, use) => {
      const product = await startProduct();
      await use(product);
      await product.remove();
    },
    { scope: "worker", timeout: 180_000 },
  ],

  /** The worker's product, with no orders in it. Of a test that fails one reads what the product said and what it works on. */
  shop: async ({ product }, use, test) => {
    await product.stored.reset();
    await use(product);
    if (test.status !== test.expectedStatus) console.error(await reportOf(product));
  },

  /** A tab at the list, live. */
  desk: async ({ tabs, shop }, use) => {
    const desk = await tabs.open(shop.url);
    await desk.expectLive();
    await use(desk);
  },
});

export { expect, NETWORK_ERRORS, SANDBOX_HELD } from "./tabs.js";
