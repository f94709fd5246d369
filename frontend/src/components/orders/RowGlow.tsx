"use client";
import { useLayoutEffect, useRef } from "react";
import { useChangedAt } from "../../hooks/useChangedAt";
import { prefersReducedMotion } from "../ui/useMediaQuery";

const GLOW_MS = 1200;
const GLOW = [{ opacity: 1 }, { opacity: 0 }];

/** Lights the row up once when its order has just changed; a row that scrolls into view later stays quiet. */
export function RowGlow({ id }: { readonly id: string }) {
  const changedAt = useChangedAt(id);
  const lightRef = useRef<HTMLSpanElement>(null);
  const glowRef = useRef<Animation>(undefined);

  useLayoutEffect(() => {
    if (changedAt === undefined || Date.now() - changedAt > GLOW_MS) return;
    if (prefersReducedMotion()) return;
    // One at a time: two of one element are drawn by the page's own thread, picture by picture (measured: 117 instead of 22).
    glowRef.current?.cancel();
    glowRef.current = lightRef.current?.animate(GLOW, { duration: GLOW_MS, easing: "ease-out" });
  }, [changedAt]);

  return (
    <span
      ref={lightRef}
      aria-hidden
      className="pointer-events-none absolute inset-0 -z-10 bg-glow opacity-0"
    />
  );
}
