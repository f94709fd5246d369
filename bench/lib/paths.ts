import { fileURLToPath } from "node:url";
import { join } from "node:path";

export const ROOT = fileURLToPath(new URL("../../", import.meta.url)).replace(/\/$/, "");
export const BENCH = join(ROOT, "bench");
export const RESULTS = join(BENCH, "results");
