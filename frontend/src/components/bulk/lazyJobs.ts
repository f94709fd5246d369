"use client";
// Apart from lazyBulk, which the first screen has.
import { lazyPart } from "../ui/lazyPart";

export const LazyRecentJobs = lazyPart(async () => (await import("./RecentJobs")).RecentJobs);
