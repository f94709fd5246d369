"use client";
import { useEffect, useMemo, useSyncExternalStore } from "react";
import { storyItems, type StoryItem } from "../lib/story";
import { StoryFeed } from "../services/storyFeed";
import { useDesk } from "./useDesk";
import { useSettings } from "./useSettings";

export type StoryResult = {
  readonly items: readonly StoryItem[];
  readonly state: "loading" | "ready" | "error";
  readonly error: string | undefined;
  readonly hasOlder: boolean;
  readonly isLoadingOlder: boolean;
  readonly loadOlder: () => Promise<void>;
  readonly retry: () => void;
};

/** The story of one order, live while it is shown. */
export function useStory(orderId: string): StoryResult {
  const { topics } = useDesk();
  const { apiUrl } = useSettings();
  const feed = useMemo(() => new StoryFeed({ apiUrl, topics, orderId }), [apiUrl, topics, orderId]);
  useEffect(() => feed.start(), [feed]);
  const { story, hasLoaded, isLoadingOlder, error } = useSyncExternalStore(
    feed.subscribe,
    feed.read,
    feed.read,
  );
  return {
    items: useMemo(() => storyItems(story), [story]),
    state: hasLoaded ? "ready" : error !== undefined ? "error" : "loading",
    error,
    hasOlder: story.nextCursor !== undefined,
    isLoadingOlder,
    loadOlder: feed.loadOlder,
    retry: feed.retry,
  };
}
