"use client";
import { useEffect, useEffectEvent } from "react";
import { isTypedAhead } from "./typedAhead";

const TYPES_TEXT = "input:not([type='checkbox'], [type='radio']), textarea, select, [contenteditable='true']";
const IS_OPEN = '[role="menu"], [role="dialog"], [role="alertdialog"]';

/** A note beside the list takes no focus and no key, but Escape closes it. */
const takesKey = (open: Element, name: string) => name === "Escape" || !open.matches("[data-note]");

const isTyping = (target: EventTarget | null) =>
  target instanceof Element && target.closest(TYPES_TEXT) !== null;

/** A search field takes its own Escape. */
const isSearch = (target: EventTarget | null) =>
  target instanceof HTMLInputElement && target.type === "search" && target.form?.role === "search";

/** These mean nothing to a text field. */
const WHILE_TYPING = ["Escape", "mod+k"];

type Pressed = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "shiftKey">;

/** As in "n", or "J" with Shift held, whatever Caps Lock makes of it. */
const nameOfLetter = (key: string, isShift: boolean): string => {
  if (key.length > 1) return key;
  return isShift ? key.toUpperCase() : key.toLowerCase();
};

/** Also as in "mod+k" with Ctrl or ⌘ held, which is another one than "mod+shift+k". */
const nameOfKey = ({ key, ctrlKey, metaKey, shiftKey }: Pressed): string =>
  ctrlKey || metaKey ? `mod+${shiftKey ? "shift+" : ""}${key.toLowerCase()}` : nameOfLetter(key, shiftKey);

/**
 * Keys that work anywhere on the page. Not while typing (but for Escape and mod+k), and not while a menu or a dialog is
 * open: those have keys of their own.
 */
export function useShortcuts(keys: Readonly<Record<string, () => void>>, enabled = true): void {
  const handle = useEffectEvent((event: KeyboardEvent) => {
    const name = nameOfKey(event);
    const run = keys[name];
    if (!run || (event.repeat && event.key === "Escape") || event.isComposing || event.altKey) return;
    if (isTyping(event.target) && !WHILE_TYPING.includes(name)) return;
    if (event.key === "Escape" && isSearch(event.target)) return;
    if ([...document.querySelectorAll(IS_OPEN)].some((open) => takesKey(open, name))) return;
    event.preventDefault();
    if (isTypedAhead()) return;
    // What this key opens must not see the same key and close again.
    event.stopPropagation();
    run();
  });

  useEffect(() => {
    if (!enabled) return;
    const listener = (event: KeyboardEvent) => handle(event);
    // Before any other listener: an open menu is still there then, and takes its own Escape.
    window.addEventListener("keydown", listener, true);
    return () => window.removeEventListener("keydown", listener, true);
  }, [enabled]);
}
