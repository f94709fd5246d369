"use client";
// The table with its two libraries. It is fetched beside the first page of orders, not before the screen is drawn.
import dynamic from "next/dynamic";
import { SkeletonRows } from "./SkeletonRows";

const load = async () => (await import("./LoadedList")).LoadedList;
if (typeof window !== "undefined") void load().catch(() => undefined);

export const LazyLoadedList = dynamic(load, { ssr: false, loading: SkeletonRows });
