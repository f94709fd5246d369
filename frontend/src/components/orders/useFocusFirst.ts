"use client";
import { useLayoutEffect, useRef, type RefObject } from "react";

/**
 * The first field of a form has the focus from the moment when it is there: react-hook-form's setFocus waits for a turn of the
 * page, and what is typed meanwhile goes astray.
 * @param again when it changes, the focus is there anew.
 */
export function useFocusFirst(again = 0): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  useLayoutEffect(() => form.current?.querySelector("input")?.focus(), [again]);
  return form;
}
