// The Mail page of one tab, in the words of the person who looks at it.
import { expect, type Locator } from "@playwright/test";
import type { Desk } from "./desk.js";

export class MailPage {
  readonly rows: Locator;
  readonly search: Locator;
  readonly panel: Locator;
  readonly history: Locator;

  constructor(readonly desk: Desk) {
    this.rows = desk.page.locator("tr[data-mail-id]");
    this.search = desk.page.getByRole("searchbox", { name: /^Search mails/ });
    this.panel = desk.panel;
    this.history = desk.panel.getByRole("region", { name: "History" }).getByRole("listitem");
  }

  /** The mails to this address. */
  to = (address: string) => this.rows.filter({ hasText: address });
  state = (row: Locator) => row.locator('[data-area="state"]');
  button = (name: string) => this.panel.getByRole("button", { name, exact: true });
  preview = () => this.panel.locator("iframe").contentFrame();
  tab = (name: string) =>
    this.desk.page.getByRole("navigation", { name: "Mails by state" }).getByRole("link", { name });

  async open(address: string): Promise<void> {
    await this.to(address).click();
    await expect(this.desk.panelTitle).toHaveText(`Mail to ${address}`);
  }
}

/** The lines of an order's story, the newest first, each as it reads without its time. */
export const storyLines = (desk: Desk): Locator =>
  desk.panel.getByRole("region", { name: "Story" }).getByRole("listitem").locator("div");
