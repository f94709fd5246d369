import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ROOT } from "../lib/paths.js";
import { SABOTAGES } from "./acts.js";

const edits = SABOTAGES.flatMap(({ name, edits }) => edits.map((edit) => ({ name, ...edit })));

test.each(edits)(
  "when the backend is broken by $name, then what it changes in $file is there, once",
  async ({ file, from }) => {
    const code = await readFile(join(ROOT, "backend/dist", file), "utf8");
    expect(code.split(from)).toHaveLength(2);
  },
);
