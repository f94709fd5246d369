"use client";
// What is asked and told about many orders at once. Nothing on the first screen needs it.
import { lazyPart } from "../ui/lazyPart";

export const LazyBulkDialog = lazyPart(async () => (await import("./BulkDialog")).BulkDialog);
export const LazyJobNotices = lazyPart(async () => (await import("./JobNotices")).JobNotices);
export const LazyJobOutcomes = lazyPart(async () => (await import("./JobOutcomes")).JobOutcomes);

export const preloadBulk = (): Promise<unknown> =>
  Promise.all([LazyBulkDialog.preload(), LazyJobOutcomes.preload()]);
