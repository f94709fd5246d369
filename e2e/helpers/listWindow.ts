// The list's window onto its rows: how far it is scrolled, and what stands where.
import { expect, type Page } from "@playwright/test";

declare global {
  interface Window {
    followed: Set<number | undefined>;
  }
}

export type Placed = { readonly id: string; readonly top: number };

export class ListWindow {
  constructor(readonly page: Page) {}

  readonly #scroller = () => this.page.locator(".order-scroller");

  /** As a person's wheel does. */
  async scrollBy(pixels: number): Promise<void> {
    await this.#scroller().evaluate((scroller, top) => scroller.scrollBy({ top }), pixels);
  }

  /** Until all orders have come. */
  async toEnd(): Promise<void> {
    await expect(async () => {
      await this.#scroller().evaluate((scroller) => scroller.scrollTo({ top: scroller.scrollHeight }));
      await expect(this.page.getByText("These are all")).toBeVisible({ timeout: 500 });
    }).toPass();
  }

  /** The first row below the heading that can be seen whole, and where it stands. */
  async firstVisible(): Promise<Placed> {
    return await this.#scroller().evaluate((scroller) => {
      const head = scroller.querySelector("thead")?.getBoundingClientRect().bottom ?? 0;
      const placed = [...scroller.querySelectorAll<HTMLElement>("tr[data-order-id]")]
        .map((row) => ({ id: row.dataset.orderId ?? "", top: row.getBoundingClientRect().top }))
        .filter(({ top }) => top >= head)
        .sort((a, b) => a.top - b.top);
      return placed[0] ?? { id: "", top: NaN };
    });
  }

  /** Scrolls on, and finds what one then begins to read. */
  async readFrom(pixels: number): Promise<Placed> {
    await this.scrollBy(pixels);
    // The rows there are drawn a moment later.
    await expect.poll(async () => (await this.firstVisible()).id).not.toBe("");
    return await this.firstVisible();
  }

  /** From now on, in every frame that is drawn, notes where this row stands. */
  async followRow(id: string): Promise<void> {
    await this.page.evaluate((wanted) => {
      window.followed = new Set();
      const note = () => {
        const row = document.querySelector(`tr[data-order-id="${wanted}"]`);
        window.followed.add(row?.getBoundingClientRect().top);
        requestAnimationFrame(note);
      };
      note();
    }, id);
  }

  /** Every place where the followed row has been. */
  async followedTops(): Promise<(number | undefined)[]> {
    return await this.page.evaluate(() => [...window.followed]);
  }
}
