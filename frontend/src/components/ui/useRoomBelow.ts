"use client";
import { useLayoutEffect, type RefObject } from "react";

/** A CSS variable that the toasts read: they keep clear of what stands at the lower edge. */
export const ROOM_BELOW = "--room-below";

const heights = new Map<Element, number>();
const tell = () =>
  document.documentElement.style.setProperty(ROOM_BELOW, `${Math.max(0, ...heights.values())}px`);

/** Keeps the room that this element takes at the lower edge free, while `isShown`. */
export function useRoomBelow(ref: RefObject<HTMLElement | null>, isShown: boolean): void {
  useLayoutEffect(() => {
    const element = ref.current;
    if (!isShown || !element) return;
    const observer = new ResizeObserver(() => {
      heights.set(element, element.offsetHeight);
      tell();
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      heights.delete(element);
      tell();
    };
  }, [ref, isShown]);
}
