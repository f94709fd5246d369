"use client";
import { lazyPart } from "../ui/lazyPart";

export const LazyExportDialog = lazyPart(async () => (await import("./ExportDialog")).ExportDialog);
