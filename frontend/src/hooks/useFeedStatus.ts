"use client";
import type { FeedStatus } from "../lib/feedStatus";
import { useDesk, useStore } from "./useDesk";

export type FeedStatusResult = {
  readonly status: FeedStatus;
  readonly tryNow: () => void;
  /** When the last change arrived, in milliseconds since 1970. */
  readonly lastChangeAt?: number | undefined;
};

export function useFeedStatus(): FeedStatusResult {
  const { feed } = useDesk();
  const status = useStore((store) => store.feedStatus());
  const lastChangeAt = useStore((store) => store.lastChangeAt());
  return { status, tryNow: feed.tryNow, lastChangeAt };
}
