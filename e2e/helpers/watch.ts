// What the page itself notes down while it runs, so that nothing is missed between two looks.
import type { Page } from "@playwright/test";

export type Noted = { readonly at: number; readonly text: string };

/** Not in TypeScript's own types. */
type LayoutShift = PerformanceEntry & {
  readonly value: number;
  readonly sources: readonly { node?: Node; previousRect: DOMRect; currentRect: DOMRect }[];
};

declare global {
  interface Window {
    noted: { live: Noted[]; toasts: Noted[]; shifts: { value: number; moved: string[] }[] };
    /** Also those that the observer has not been told of yet. */
    shiftsSoFar: () => Window["noted"]["shifts"];
  }
}

/** Runs in the page, before anything else does. */
function noteDown(): void {
  const noted: Window["noted"] = { live: [], toasts: [], shifts: [] };
  window.noted = noted;
  const note = (list: Noted[], text: string) => {
    if (text !== "" && list.at(-1)?.text !== text) list.push({ at: Date.now(), text });
  };
  const toastTexts = new Map<Element, string>();
  const look = () => {
    note(noted.live, document.querySelector('button[aria-label^="Live status"]')?.textContent ?? "");
    for (const toast of document.querySelectorAll("[data-sonner-toast]")) {
      const text = toast.textContent;
      if (text === "" || toastTexts.get(toast) === text) continue;
      toastTexts.set(toast, text);
      noted.toasts.push({ at: Date.now(), text });
    }
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
  const noteShifts = (entries: PerformanceEntryList) => {
    for (const entry of entries) {
      const { value, sources } = entry as LayoutShift;
      const at = ({ left, top, width, height }: DOMRect) => `${left},${top} ${width}×${height}`;
      const moved = sources.map(({ node, previousRect, currentRect }) => {
        const what = node instanceof Element ? node.outerHTML.slice(0, 200) : (node?.textContent ?? "gone");
        return `${at(previousRect)} → ${at(currentRect)} ${what}`;
      });
      noted.shifts.push({ value, moved });
    }
  };
  const shifts = new PerformanceObserver((list) => noteShifts(list.getEntries()));
  shifts.observe({ type: "layout-shift", buffered: true });
  window.shiftsSoFar = () => {
    noteShifts(shifts.takeRecords());
    return noted.shifts;
  };
}

export async function watchPage(page: Page): Promise<void> {
  await page.addInitScript(noteDown);
}
