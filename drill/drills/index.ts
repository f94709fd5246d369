import type { Drill } from "../lib/drill.js";
import { f01 } from "./f01.js";

export const DRILLS: readonly Drill[] = [f01];
