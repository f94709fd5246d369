// The desk by keyboard alone, and where the focus is meanwhile.
import type { Locator, Page } from "@playwright/test";
import { expect } from "./tabs.js";

const MOST_TABS = 60;

/** What is wrong with how the focused element shows that it is; empty: nothing. Runs in the page. */
function focusProblem(): string {
  const focused = document.activeElement;
  if (!focused || focused === document.body) return "nothing has the focus";
  const isRinged = (element: Element) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    return outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2;
  };
  // A date's own button, within the field, has a ring that only the browser sees.
  const isWithin = focused.matches("input[type='date']:not(:focus-visible)");
  const hasRing = isWithin || [focused, ...focused.children].some(isRinged);
  if (!hasRing) return `no ring: ${focused.outerHTML}`;
  const { left, top, width, height } = focused.getBoundingClientRect();
  const there = document.elementFromPoint(left + width / 2, top + height / 2);
  // A box lies over what it belongs to.
  const isSeen = there && (focused.contains(there) || there.contains(focused));
  return isSeen ? "" : `hidden: ${focused.outerHTML}, by ${there?.outerHTML ?? "the edge of the window"}`;
}

/** Something has the focus, shows it with a ring, and nothing lies over it. */
export async function expectRing(page: Page): Promise<void> {
  await expect.poll(async () => await page.evaluate(focusProblem)).toBe("");
}

export async function expectFocus(on: Locator): Promise<void> {
  await expect(on).toBeFocused();
  await expectRing(on.page());
}

const isFocused = async (on: Locator) => await on.evaluate((element) => element === document.activeElement);

/** Presses Tab until this has the focus; wherever it comes by, one sees where it is. */
export async function tabTo(to: Locator, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
  const page = to.page();
  for (let pressed = 0; pressed < MOST_TABS && !(await isFocused(to)); pressed++) {
    await page.keyboard.press(key);
    await expectRing(page);
  }
  await expect(to).toBeFocused();
}

/** Presses a key until this entry of a menu or list is the one that Enter takes. */
export async function arrowTo(entry: Locator, key = "ArrowDown"): Promise<void> {
  const isOn = async () => (await entry.getAttribute("data-highlighted")) !== null;
  for (let pressed = 0; pressed < MOST_TABS && !(await isOn()); pressed++)
    await entry.page().keyboard.press(key);
  await expect(entry).toHaveAttribute("data-highlighted");
}

/** Runs a command of the palette by its name. */
export async function runCommand(page: Page, words: string): Promise<void> {
  const palette = page.getByRole("dialog", { name: "Find an order or an action" });
  await page.keyboard.press("Control+k");
  await expect(palette.getByRole("combobox")).toBeFocused();
  await page.keyboard.type(words);
  await expect(palette.getByRole("option")).toHaveCount(1);
  await expect(palette.getByRole("option")).toHaveAttribute("data-highlighted");
  await page.keyboard.press("Enter");
  await expect(palette).toHaveCount(0);
}
