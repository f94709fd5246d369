"use client";
import { useEffect } from "react";

/** Names the tab while the page moves on without the server. */
export function useDocumentTitle(title: string | undefined): void {
  useEffect(() => {
    if (title) document.title = title;
  }, [title]);
}
