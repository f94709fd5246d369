"use client";
import { useLayoutEffect, useRef } from "react";
import { useChangedAt } from "../../hooks/useChangedAt";
import { prefersReducedMotion } from "../ui/useMediaQuery";

const GLOW_MS = 1200;

/** Lights the row up once when its order has just changed; a row that scrolls into view later stays quiet. */
export function RowGlow({ id }: { readonly id: string }) {
  const changedAt = useChangedAt(id);
  const lightRef = useRef<HTMLSpanElement>(null);

  useLayoutEffect(() => {
    if (changedAt === undefined || Date.now() - changedAt > GLOW_MS) return;
    if (prefersReducedMotion()) return;
    lightRef.current?.animate([{ opacity: 1 }, { opacity: 0 }], { duration: GLOW_MS, easing: "ease-out" });
  }, [changedAt]);

  return (
    <span
      ref={lightRef}
      aria-hidden
      className="pointer-events-none absolute inset-0 -z-10 bg-glow opacity-0"
    />
  );
}
