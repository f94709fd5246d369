"use client";
// The views come after the first picture; below them the side bar is empty, so that nothing moves.
import { lazyPart } from "../ui/lazyPart";

export const LazyViewsList = lazyPart(async () => (await import("./ViewsList")).ViewsList);
export const LazyTellMe = lazyPart(async () => (await import("./TellMe")).TellMe);
export const LazyViewsSheet = lazyPart(async () => (await import("./ViewsSheet")).ViewsSheet);
