"use client";
import { useCallback, useInsertionEffect, useRef } from "react";

/** The same function at every drawing, which does what the last one's does: whom it is handed to need not be drawn again. */
export function useEvent<Args extends unknown[], Result>(
  handle: (...args: Args) => Result,
): (...args: Args) => Result {
  const lastRef = useRef(handle);
  useInsertionEffect(() => {
    lastRef.current = handle;
  });
  return useCallback((...args: Args) => lastRef.current(...args), []);
}
