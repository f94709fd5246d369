import { fileURLToPath } from "node:url";
import { join } from "node:path";

export const ROOT = fileURLToPath(new URL("../../", import.meta.url)).replace(/\/$/, "");
/** Histories and logs of runs that failed. */
export const RESULTS = join(ROOT, "drill", "results");
