"use client";
// The table with its library. It is fetched beside the first page of orders, not before the screen is drawn.
import { lazyPart } from "../ui/lazyPart";
import { SkeletonRows } from "./SkeletonRows";

export const LazyLoadedList = lazyPart(async () => (await import("./LoadedList")).LoadedList, SkeletonRows);

// A failure is no news here: the list itself tries again.
if (typeof window !== "undefined") void LazyLoadedList.preload().catch(() => undefined);
