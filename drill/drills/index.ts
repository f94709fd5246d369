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
import { f10 } from "./f10.js";
import { f11 } from "./f11.js";
import { f12 } from "./f12.js";
import { f13 } from "./f13.js";
import { f14 } from "./f14.js";
import { f15 } from "./f15.js";
import { f16 } from "./f16.js";
import { f17 } from "./f17.js";
import { f18 } from "./f18.js";
import { f19 } from "./f19.js";
import { f20 } from "./f20.js";
import { f21 } from "./f21.js";
import { jitterDrill } from "./jitter.js";
import { soakDrill } from "./soak.js";

export const DRILLS: readonly Drill[] = [
  f01,
  f02,
  f03,
  f04,
  f05,
  f06,
  f07,
  f07hold,
  f08,
  f09,
  f10,
  f11,
  f12,
  f13,
  f14,
  f15,
  f16,
  f17,
  f18,
  f19,
  f20,
  f21,
  jitterDrill,
  soakDrill,
];
