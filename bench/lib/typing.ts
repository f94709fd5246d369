// How long after a key what it finds is on the screen.
import { orderList } from "@order-desk/contract";
import type { Page } from "@playwright/test";

/** So many rows from the top must be the right ones. */
const ROWS = 12;
const BETWEEN_KEYS_MS = 180;

const expectedOf = async (api: string, q: string): Promise<string[]> => {
  const found = await fetch(`${api}/api/orders?limit=${ROWS}&q=${encodeURIComponent(q)}`);
  return orderList.parse(await found.json()).map(({ _id }) => _id);
};

/** In the page: resolves with the milliseconds from the key to the picture that shows these rows. */
const WATCH = `(expected) => {
  window.fromKeyToRows = new Promise((resolve) => {
    window.addEventListener("keydown", ({ timeStamp }) => {
      const look = () => {
        const rows = [...document.querySelectorAll("tr[data-order-id]")]
          .sort((a, b) => a.ariaRowIndex - b.ariaRowIndex)
          .slice(0, expected.length || 1)
          .map((row) => row.dataset.orderId);
        if (String(rows) !== String(expected)) return requestAnimationFrame(look);
        // Frames are drawn when their callbacks have run: what comes then has been drawn.
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(performance.now() - timeStamp);
        port2.postMessage(0);
      };
      requestAnimationFrame(look);
    }, { capture: true, once: true });
  });
}`;

/** Types each of these words into the empty search, letter by letter; milliseconds for each letter that changed what is found. */
export async function keystrokes(page: Page, api: string, words: readonly string[]): Promise<number[]> {
  const taken: number[] = [];
  const field = page.getByRole("searchbox");
  for (const word of words) {
    await field.fill("");
    await page.waitForFunction(() => !location.search.includes("q="));
    await field.focus();
    let before: string[] = [];
    for (let length = 1; length <= word.length; length++) {
      const expected = await expectedOf(api, word.slice(0, length));
      if (String(expected) === String(before)) {
        await page.keyboard.press(word.charAt(length - 1));
        continue;
      }
      before = expected;
      await page.evaluate(`(${WATCH})(${JSON.stringify(expected)})`);
      await page.keyboard.press(word.charAt(length - 1));
      taken.push(await page.evaluate<number>("window.fromKeyToRows"));
      await page.waitForTimeout(BETWEEN_KEYS_MS);
    }
  }
  return taken;
}
