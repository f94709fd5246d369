"use client";
import { lazyPart } from "../ui/lazyPart";

export const LazyFilterForm = lazyPart(async () => (await import("./FilterForm")).FilterForm);
export const LazyDisplayForm = lazyPart(async () => (await import("./DisplayForm")).DisplayForm);
