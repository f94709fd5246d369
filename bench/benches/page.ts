import type { Bench } from "../lib/context.js";
export const page: Bench = { name: "page", about: "", run: () => Promise.reject(new Error("todo")) };
