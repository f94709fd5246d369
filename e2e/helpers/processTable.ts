// What runs on this machine, to see that nothing is left behind.
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";

type Entry = { readonly pid: number; readonly parent: number; readonly isZombie: boolean };

function fromProc(): Entry[] {
  return readdirSync("/proc").flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      // The program's name stands in brackets and may hold anything.
      const stat = readFileSync(`/proc/${name}/stat`, "utf8");
      const [state, parent] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      return [{ pid: Number(name), parent: Number(parent), isZombie: state === "Z" }];
    } catch {
      return [];
    }
  });
}

function fromPs(): Entry[] {
  const table = execFileSync("ps", ["-A", "-o", "pid=,ppid=,state="], { encoding: "utf8" });
  return table
    .trim()
    .split("\n")
    .map((line) => {
      const [pid, parent, state] = line.trim().split(/\s+/);
      return { pid: Number(pid), parent: Number(parent), isZombie: state?.startsWith("Z") === true };
    });
}

const processes = () => (existsSync("/proc/self/stat") ? fromProc() : fromPs());

/** The processes that `pid` has started, and those that they have started. */
export function descendantsOf(pid: number): number[] {
  const all = processes();
  const found: number[] = [];
  for (let parents = [pid]; parents.length > 0;) {
    parents = all.filter(({ parent }) => parents.includes(parent)).map((entry) => entry.pid);
    found.push(...parents);
  }
  return found;
}

/** Those of `pids` that still run. */
export function aliveOf(pids: readonly number[]): number[] {
  return processes()
    .filter(({ pid, isZombie }) => !isZombie && pids.includes(pid))
    .map(({ pid }) => pid);
}

/** What a process was started with, for messages. */
export function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ").trim();
  } catch {
    return `process ${pid}`;
  }
}
