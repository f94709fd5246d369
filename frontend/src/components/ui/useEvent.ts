"use client";
import { useCallback, useInsertionEffect, useRef } from "react";

/** The same function at every drawing, which does what the last one's does: whom it is handed to need not be drawn again. */
export function useEvent<Args extends unknown[]>(handle: (...args: Args) => void): (...args: Args) => void {
  const lastRef = useRef(handle);
  useInsertionEffect(() => {
    lastRef.current = handle;
  });
  return useCallback((...args: Args) => lastRef.current(...args), []);
}
