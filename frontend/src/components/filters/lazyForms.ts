"use client";
// Loaded when they are asked for.
import { lazyPart } from "../ui/lazyPart";

export const LazyFilterPopover = lazyPart(async () => (await import("./FilterForm")).FilterPopover);
export const LazyDisplayPopover = lazyPart(async () => (await import("./DisplayForm")).DisplayPopover);
