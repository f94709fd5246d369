import type { Drill } from "../lib/drill.js";
import { f01 } from "./f01.js";
import { f02 } from "./f02.js";
import { f03 } from "./f03.js";
import { f04 } from "./f04.js";
import { f05 } from "./f05.js";
import { f06 } from "./f06.js";
import { f07, f07hold } from "./f07.js";
import { f08 } from "./f08.js";
import { f09 } from "./f09.js";
import { f18 } from "./f18.js";

export const DRILLS: readonly Drill[] = [f01, f02, f03, f04, f05, f06, f07, f07hold, f08, f09, f18];
