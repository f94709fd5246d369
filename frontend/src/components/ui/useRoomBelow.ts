"use client";
import { useLayoutEffect, useSyncExternalStore, type RefObject } from "react";

/** A CSS variable that the toasts read: they keep clear of what stands at the lower edge, as rows with the focus do. */
export const ROOM_BELOW = "--room-below";

const heights = new Map<Element, number>();
const listeners = new Set<() => void>();
const room = () => Math.max(0, ...heights.values());
const tell = () => {
  document.documentElement.style.setProperty(ROOM_BELOW, `${room()}px`);
  for (const listener of listeners) listener();
};
const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => void listeners.delete(listener);
};

/** How much is taken at the lower edge right now, in pixels. */
export const useRoomTaken = (): number => useSyncExternalStore(subscribe, room, () => 0);

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
