"use client";
import { lazyPart } from "../ui/lazyPart";

export const LazyImportDialog = lazyPart(async () => (await import("./ImportDialog")).ImportDialog);
