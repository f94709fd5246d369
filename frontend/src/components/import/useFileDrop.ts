"use client";
import { useEffect, useEffectEvent, useState } from "react";

const hasFile = ({ dataTransfer }: DragEvent) => dataTransfer?.types.includes("Files") ?? false;

/**
 * Takes a file that is dropped anywhere on the page: beside its place the browser would leave the page for it. Returns
 * whether one is held over the page.
 */
export function useFileDrop(onFile: (file: File) => void): boolean {
  const [isOver, setIsOver] = useState(false);
  const take = useEffectEvent((file: File | undefined) => {
    setIsOver(false);
    if (file) onFile(file);
  });
  useEffect(() => {
    const ended = new AbortController();
    const { signal } = ended;
    const over = (event: DragEvent) => {
      if (!hasFile(event)) return;
      event.preventDefault();
      setIsOver(true);
    };
    const drop = (event: DragEvent) => {
      if (!hasFile(event)) return;
      event.preventDefault();
      take(event.dataTransfer?.files[0]);
    };
    window.addEventListener("dragover", over, { signal });
    window.addEventListener("drop", drop, { signal });
    // Nothing is behind the edge of the page.
    window.addEventListener("dragleave", ({ relatedTarget }) => relatedTarget ?? setIsOver(false), {
      signal,
    });
    return () => ended.abort();
  }, []);
  return isOver;
}
