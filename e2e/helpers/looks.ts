// What is held against every screen: contrast and names, nothing that sticks out, nothing too small for a thumb.
import { join } from "node:path";
import { AxeBuilder } from "@axe-core/playwright";
import { expect } from "@playwright/test";
import type { Desk } from "./desk.js";
import type { Screen } from "./screens.js";

/** @param rules all of axe's when not given. */
export async function expectAxeFindsNothing({ page }: Desk, screen: string, rules?: string[]): Promise<void> {
  // To read axe takes as long as a look does: once for each document.
  const source = (await page.evaluate(() => "axe" in window)) ? { axeSource: "0" } : {};
  // Of what passes axe tells nothing then, for which it would describe every element.
  const axe = new AxeBuilder({ page, ...source }).setLegacyMode().options({ resultTypes: ["violations"] });
  const { violations } = await (rules ? axe.withRules(rules) : axe).analyze();
  const found = violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.map(({ html }) => html) }));
  expect(found, screen).toEqual([]);
}

export async function expectNoSidewaysScroll({ page }: Desk, screen: string): Promise<void> {
  const tooWide = await page.evaluate(() => {
    const { documentElement: root, body } = document;
    return Math.max(root.scrollWidth, body.scrollWidth) - root.clientWidth;
  });
  expect(tooWide, screen).toBeLessThanOrEqual(0);
  // What sticks out on the left makes nothing scroll: it is out of reach.
  const outOfReach = await page.evaluate(() =>
    [...document.querySelectorAll(":is([role=toolbar], [role=dialog]) button")]
      .filter((button) => {
        const { left, right } = button.getBoundingClientRect();
        return left < 0 || right > document.documentElement.clientWidth;
      })
      .map((button) => button.outerHTML.slice(0, 160)),
  );
  expect(outOfReach, screen).toEqual([]);
}

/** A folder in which each look leaves its pictures, for a person to look at. */
const PICTURES = process.env.LOOKS_DIR;

async function takePicture({ page }: Desk, name: string): Promise<void> {
  if (PICTURES) await page.screenshot({ path: join(PICTURES, `${name.replaceAll(/[^a-z]+/g, "-")}.png`) });
}

async function showIn({ page }: Desk, colorScheme: "light" | "dark"): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await expect(page.locator("html")).toHaveAttribute("data-theme", colorScheme);
}

/** What comes in has come: axe takes what is hardly to be seen yet for nothing, and a dialog's guards for a fault. */
async function standStill({ page }: Desk): Promise<void> {
  await page.waitForFunction(() => {
    const isComing = ({ playState, effect }: Animation) =>
      playState === "running" && effect?.getComputedTiming().endTime !== Infinity;
    // The message behind one that goes is drawn smaller until that has gone.
    const isGoing = document.querySelector("[data-sonner-toast][data-removed='true']") !== null;
    return !isGoing && !document.getAnimations().some(isComing);
  });
}

/** All of it, in light; the colours in dark too, where nothing else differs. */
export async function expectGoodLooks(
  desk: Desk,
  { name: screen, isPaper = false }: Pick<Screen, "name" | "isPaper">,
  device: string,
): Promise<void> {
  await standStill(desk);
  await expectAxeFindsNothing(desk, screen);
  await expectNoSidewaysScroll(desk, screen);
  await takePicture(desk, `${device}-${screen}`);
  if (device === "phone") {
    await standStill(desk);
    expect(await smallTargets(desk), screen).toEqual([]);
  }
  if (isPaper) return;
  await showIn(desk, "dark");
  await takePicture(desk, `${device}-${screen}-dark`);
  await expectAxeFindsNothing(desk, `${screen}, dark`, ["color-contrast"]);
  await showIn(desk, "light");
}

/** What can be pressed but is smaller than 44 × 44 px to a thumb, by what a press on its edges reaches. */
async function smallTargets({ page }: Desk): Promise<string[]> {
  return await page.evaluate(() => {
    const targets = "button, a[href], input, select, textarea, [role=menuitem], tr[data-order-id]";
    const hits = (element: Element, x: number, y: number) => {
      const hit = document.elementFromPoint(x, y);
      const label = element.closest("label");
      if (label?.contains(hit)) return true;
      return (
        hit !== null && (element.contains(hit) || hit.contains(element)) && hit.closest(targets) === element
      );
    };
    return [...document.querySelectorAll(targets)].flatMap((element) => {
      // A box is as large as the words beside it that belong to it.
      const pressed = element.closest("label") ?? element;
      const { left, top, width, height } = pressed.getBoundingClientRect();
      const [x, y] = [left + width / 2, top + height / 2];
      // The order's number is a link for a mouse; to a thumb the whole row is the target.
      const isRowsOwn = element.matches("tr a");
      if (width === 0 || isRowsOwn || !hits(element, x, y)) return [];
      const reach = (dx: number, dy: number) => {
        let far = 0;
        while (far < 30 && hits(element, x + dx * (far + 1), y + dy * (far + 1))) far += 1;
        return far;
      };
      const wide = Math.max(width, reach(-1, 0) + reach(1, 0) + 1);
      const high = Math.max(height, reach(0, -1) + reach(0, 1) + 1);
      return Math.min(wide, high) >= 43.5 ? [] : [`${wide} × ${high}: ${element.outerHTML.slice(0, 160)}`];
    });
  });
}
