"use client";
import { useEffect, useEffectEvent, useState } from "react";

/**
 * When this part of the screen goes and takes the focus with it, the focus goes to `next`, or else to where it was
 * before.
 */
export function useReturnFocus(next: () => HTMLElement | null): void {
  const [opener] = useState(() => document.activeElement);
  const giveBack = useEffectEvent(() => {
    if (document.activeElement !== null && document.activeElement !== document.body) return;
    const before = opener instanceof HTMLElement && opener.isConnected ? opener : null;
    (next() ?? before)?.focus({ preventScroll: true });
  });
  useEffect(() => () => giveBack(), []);
}
