// Loaded into a backend: hands the edits to the hooks that apply them.
import { register } from "node:module";

register("./hooks.mjs", import.meta.url, { data: JSON.parse(process.env.DRILL_EDITS ?? "[]") });
