import { useSyncExternalStore } from "react";

const subscribe = (listener: () => void) => {
  const observer = new MutationObserver(listener);
  observer.observe(document.body, { subtree: true, childList: true });
  return () => observer.disconnect();
};

/** What `read` finds in the page, read again whenever elements come or go. It must give the same value until then. */
export const useDomValue = <T>(read: () => T): T => useSyncExternalStore(subscribe, read, read);
