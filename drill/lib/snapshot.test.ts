import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { startHistory } from "./history.js";
import { addLog } from "./snapshot.js";

let dir: string;
beforeEach(async () => (dir = await mkdtemp(join(tmpdir(), "order-desk-log-"))));
afterEach(async () => await rm(dir, { recursive: true, force: true }));

const line = (level: number, time: string) => JSON.stringify({ level, time, msg: "It failed" });

test("when a process logs errors, then those of the worst second are counted, and what nobody handled is kept", async () => {
  const file = join(dir, "backend.log");
  const lines = [
    ...Array.from({ length: 9 }, (_, second) => line(50, `2026-11-23T16:13:0${second}.100Z`)),
    line(50, "2026-11-23T16:13:04.900Z"),
    line(40, "2026-11-23T16:13:04.950Z"),
    "Uncaught Error: it is over",
  ];
  await writeFile(file, lines.join("\n"));
  const history = startHistory();
  await addLog("backend-0", file, history);
  expect(history.records).toEqual([
    { kind: "said", name: "backend-0", unhandled: ["Uncaught Error: it is over"], mostErrorsInASecond: 2 },
  ]);
});
