// Brings a checkout into a state that runs: packages as the lockfile says, builds as new as their sources.
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bin, mustRun, ROOT, TSC } from "./commands.mjs";
import { step, Stop } from "./terminal.mjs";

const OLDEST_NODE = [20, 19];

export function assertNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  throw new Stop(`Node ${OLDEST_NODE.join(".")} or later is needed; this is ${process.versions.node}.`);
}

const readJson = (path) => (existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : undefined);

// npm writes what it has installed into a lockfile of its own; packages for other systems are left out there.
function isInstalled(root) {
  const wanted = readJson(join(root, "package-lock.json"))?.packages ?? {};
  const present = readJson(join(root, "node_modules", ".package-lock.json"))?.packages ?? {};
  return Object.entries(wanted).every(
    ([path, { version, optional, devOptional, link }]) =>
      !path.includes("node_modules/") ||
      optional ||
      devOptional ||
      link ||
      present[path]?.version === version,
  );
}

function countPackages(root) {
  const modules = join(root, "node_modules");
  return existsSync(modules) ? readdirSync(modules).length : 0;
}

/** @param folder what has a lockfile of its own; the whole repository when not given. */
export async function ensureInstalled(folder = "") {
  assertNode();
  const root = join(ROOT, folder);
  if (isInstalled(root)) return;
  const lock = readJson(join(root, "package-lock.json"));
  const expected = new Set(
    Object.keys(lock.packages).flatMap((path) => /^node_modules\/([^/]+)/.exec(path)?.[1] ?? []),
  ).size;
  await step(
    "Installing packages",
    () => mustRun("npm ci", "npm", ["ci", "--prefix", root, "--no-audit", "--no-fund", "--include=dev"]),
    () => `${Math.min(countPackages(root), expected)} of ${expected}`,
  );
}

function* filesBelow(path) {
  if (!existsSync(path)) return;
  if (statSync(path).isFile()) return void (yield path);
  for (const name of readdirSync(path).sort()) yield* filesBelow(join(path, name));
}

function fingerprint(paths) {
  const hash = createHash("sha256").update(process.versions.node.split(".")[0]);
  for (const path of paths)
    for (const file of filesBelow(join(ROOT, path))) hash.update(file).update(readFileSync(file));
  return hash.digest("hex");
}

const SHARED = [
  "tsconfig.base.json",
  "package-lock.json",
  "contract/src",
  "contract/package.json",
  "contract/tsconfig.build.json",
];
const tsc = (part) => [TSC, ["-p", `${part}/tsconfig.build.json`]];

/** What is built, from which sources, by which program. */
const PARTS = {
  contract: {
    label: "Building the contract",
    inputs: SHARED,
    stamp: "contract/dist/.stamp",
    command: tsc("contract"),
  },
  backend: {
    label: "Building the backend",
    inputs: [
      ...SHARED,
      "backend/src",
      "backend/package.json",
      "backend/tsconfig.json",
      "backend/tsconfig.build.json",
    ],
    stamp: "backend/dist/.stamp",
    command: tsc("backend"),
  },
  frontend: {
    label: "Building the dashboard",
    inputs: [
      ...SHARED,
      ...["src", "public", "package.json", "next.config.ts", "postcss.config.mjs", "tsconfig.json"].map(
        (name) => `frontend/${name}`,
      ),
    ],
    stamp: "frontend/.next/.stamp",
    command: [bin("next"), ["build", "frontend"]],
  },
};

/** @param {(keyof typeof PARTS)[]} names in the order of their dependence; only what is stale is built. */
export async function ensureBuilt(names) {
  for (const name of names) {
    const { label, inputs, stamp, command } = PARTS[name];
    const wanted = fingerprint(inputs);
    const stampPath = join(ROOT, stamp);
    if (existsSync(stampPath) && readFileSync(stampPath, "utf8") === wanted) continue;
    const [program, args] = command;
    await step(label, () => mustRun(label, program, args, { env: { NODE_ENV: "production" } }));
    writeFileSync(stampPath, wanted);
  }
}
