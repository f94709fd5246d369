"use client";
// They come after the first picture; their place is kept.
import { lazyPart } from "../ui/lazyPart";

const ToolsToCome = () => <span className="h-11 w-[180px] lg:h-8 lg:w-[168px]" />;
const ChipsToCome = () => <div className="min-h-11 shrink-0 border-b border-line" />;

export const LazyListTools = lazyPart(async () => (await import("./ListTools")).ListTools, ToolsToCome);
export const LazyFilterChips = lazyPart(async () => (await import("./FilterChips")).FilterChips, ChipsToCome);
