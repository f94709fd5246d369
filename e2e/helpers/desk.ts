// One open tab of the order desk, in the words of the person who looks at it.
import type { Order, OrderStatus } from "@order-desk/contract";
import { expect, type Locator, type Page } from "@playwright/test";
import { ListWindow } from "./listWindow.js";
import type { Noted } from "./watch.js";

/** A row as it reads on the screen. */
export type ShownOrder = Readonly<
  Record<"number" | "customer" | "email" | "product" | "total" | "status", string>
>;

export const labelOf = (status: OrderStatus) => status.charAt(0).toUpperCase() + status.slice(1);

const money = ({ total, currency }: Order) =>
  new Intl.NumberFormat("en-US", { style: "currency", currency }).format(total);

export const asShown = (order: Order): ShownOrder => ({
  number: String(order.order_number),
  customer: order.customer_name,
  email: order.customer_email,
  product: order.product_name,
  total: money(order),
  status: labelOf(order.status),
});

export class Desk {
  readonly live: Locator;
  readonly rows: Locator;
  readonly toasts: Locator;
  readonly panel: Locator;
  readonly panelTitle: Locator;
  readonly list: ListWindow;

  constructor(readonly page: Page) {
    this.live = page.getByRole("button", { name: /^Live status/ });
    this.rows = page.locator("tr[data-order-id]");
    this.toasts = page.locator("[data-sonner-toast]");
    this.panel = page.getByRole("complementary");
    this.panelTitle = this.panel.getByRole("heading", { level: 2 });
    this.list = new ListWindow(page);
  }

  row = (id: string) => this.page.locator(`tr[data-order-id="${id}"]`);
  toast = (text: string | RegExp) => this.toasts.filter({ hasText: text });
  field = (label: string) => this.panel.getByLabel(label, { exact: true });
  status = (id: string) => this.row(id).locator('[data-area="status"]');
  menu = () => this.page.getByRole("menu");
  /** From its row. */
  async setStatus(id: string, label: string): Promise<void> {
    await this.status(id).getByRole("button").click();
    await this.menu().getByRole("menuitem", { name: label }).click();
  }
  /** A field with its label and what is said about it. */
  around = (label: string) =>
    this.panel
      .locator("label")
      .filter({ hasText: new RegExp(`^${label}$`) })
      .locator("..");

  /** The number at a tab; undefined is "All". */
  count = (status?: OrderStatus) =>
    this.page
      .getByRole("navigation", { name: "Orders by status" })
      .getByRole("link", { name: status ? labelOf(status) : "All" })
      .locator("span span");

  async expectLive(timeout?: number): Promise<void> {
    await expect(this.live).toHaveText(/^Live/, timeout === undefined ? {} : { timeout });
  }

  async expectCounts(counts: Partial<Record<OrderStatus | "all", number>>): Promise<void> {
    for (const [name, count] of Object.entries(counts))
      await expect(this.count(name === "all" ? undefined : (name as OrderStatus))).toHaveText(
        count.toLocaleString("en-US"),
      );
  }

  /** Every row in the DOM, from the top, with its position among all rows of the list, from 0. */
  async shownAt(): Promise<{ readonly index: number; readonly order: ShownOrder }[]> {
    return await this.rows.evaluateAll((rows) => {
      const text = (row: Element, selector: string) => row.querySelector(selector)?.textContent ?? "";
      return rows
        .map((row) => ({
          // The heading is row 1.
          index: Number(row.getAttribute("aria-rowindex")) - 2,
          order: {
            number: text(row, '[data-area="number"] a'),
            customer: text(row, ".cell-name"),
            email: text(row, ".cell-email"),
            product: text(row, ".cell-product"),
            total: text(row, '[data-area="total"]'),
            status: text(row, '[data-area="status"]'),
          },
        }))
        .sort((a, b) => a.index - b.index);
    });
  }

  /** Every row in the DOM, from the top. */
  async shown(): Promise<ShownOrder[]> {
    return (await this.shownAt()).map(({ order }) => order);
  }

  /** Waits until the rows are these orders, in this order; all of them must fit on the screen. */
  async expectShows(orders: readonly Order[]): Promise<void> {
    await expect.poll(async () => await this.shown()).toEqual(orders.map(asShown));
  }

  /** What the live status has said so far. */
  async said(): Promise<Noted[]> {
    return await this.page.evaluate(() => window.noted.live);
  }

  /** Every toast that there has been so far, also those that have gone. */
  async toldSoFar(text: string): Promise<string[]> {
    const toasts = await this.page.evaluate(() => window.noted.toasts);
    return toasts.map((toast) => toast.text).filter((told) => told.includes(text));
  }

  /** Waits until it says something other than Live; how long after `since` that was, in milliseconds. */
  async notLiveAfter(since: number): Promise<number> {
    const first = async () =>
      (await this.said()).find(({ at, text }) => at >= since && !text.startsWith("Live"))?.at;
    await expect.poll(first).toBeDefined();
    return (await first())! - since;
  }
}
