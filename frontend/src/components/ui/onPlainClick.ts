import type { MouseEvent } from "react";

/** A click that asks for a new tab or window, or for a download. */
const isSpecial = ({ button, metaKey, ctrlKey, shiftKey, altKey }: MouseEvent) =>
  button !== 0 || metaKey || ctrlKey || shiftKey || altKey;

/** Takes a plain click; leaves every other to the browser. */
export const onPlainClick = (run: () => void) => (event: MouseEvent) => {
  if (isSpecial(event)) return;
  event.preventDefault();
  run();
};
