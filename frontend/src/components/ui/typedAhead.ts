// What is typed between the key that opens a text field and the moment when the field has the focus.

/** Whoever waits longer sees that nothing has opened. */
const LONGEST_MS = 1_000;

let text = "";
let stop: (() => void) | undefined;

/** Others leave the keys alone meanwhile. */
export const isTypedAhead = (): boolean => stop !== undefined;

function onKeyDown(event: KeyboardEvent): void {
  const isErasing = event.key === "Backspace";
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (!isErasing && Array.from(event.key).length !== 1) return;
  event.preventDefault();
  event.stopPropagation();
  text = isErasing ? text.slice(0, -1) : text + event.key;
}

/** From now on letters are kept, until they are taken; for a second at most. */
export function beginTypedAhead(): void {
  stop?.();
  text = "";
  const timer = setTimeout(() => stop?.(), LONGEST_MS);
  window.addEventListener("keydown", onKeyDown, true);
  stop = () => {
    stop = undefined;
    clearTimeout(timer);
    window.removeEventListener("keydown", onKeyDown, true);
  };
}

/** What was typed. From now on keys go where the focus is. */
export function takeTypedAhead(): string {
  stop?.();
  const taken = text;
  text = "";
  return taken;
}
