// The dashboard as it is built, and an empty Next app to hold against it.
import { execFile } from "node:child_process";
import { access, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { freePort } from "../../backend/test/helpers/ports.js";
import { startChild, type Child } from "./children.js";
import type { Context } from "./context.js";
import { BENCH, ROOT } from "./paths.js";

const run = promisify(execFile);
const FRONTEND = join(ROOT, "frontend");

const EMPTY_APP = {
  "package.json": '{ "private": true, "type": "module" }\n',
  "next.config.mjs": `const root = ${JSON.stringify(ROOT)};
export default { outputFileTracingRoot: root, turbopack: { root } };
`,
  "app/layout.jsx": `export const metadata = { title: "Empty" };
export default function Layout({ children }) {
  return <html lang="en"><body>{children}</body></html>;
}
`,
  // The dashboard is rendered for each request, so this one is too.
  "app/page.jsx": `export const dynamic = "force-dynamic";
export default function Page() {
  return <p>Nothing</p>;
}
`,
  "server.mjs": `import { createServer } from "node:http";
import next from "next";
const app = next({ dev: false, dir: import.meta.dirname, hostname: "127.0.0.1", port: Number(process.env.FRONTEND_PORT) });
await app.prepare();
process.on("disconnect", () => process.exit(0));
process.on("SIGTERM", () => process.exit(0));
createServer(app.getRequestHandler()).listen(Number(process.env.FRONTEND_PORT), "127.0.0.1", () =>
  process.send({ type: "ready" }),
);
`,
} as const;

/** Builds an app that shows one word, inside the repository so that it finds the same Next. */
export async function buildEmptyApp({ cleanup }: Context): Promise<string> {
  const parent = join(ROOT, ".cache");
  await mkdir(parent, { recursive: true });
  const dir = await mkdtemp(join(parent, "empty-next-"));
  cleanup.add(async () => await rm(dir, { recursive: true, force: true }));
  await mkdir(join(dir, "app"));
  for (const [name, text] of Object.entries(EMPTY_APP)) await writeFile(join(dir, name), text);
  const next = join(ROOT, "node_modules", "next", "dist", "bin", "next");
  await run(process.execPath, [next, "build", dir], {
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
  });
  return dir;
}

export async function assertBuilt(): Promise<void> {
  await access(join(FRONTEND, ".next", "BUILD_ID")).catch(() => {
    throw new Error("The dashboard is not built: run `npm run build` first.");
  });
}

export type Site = Child & { readonly url: string };

async function startSite({ cleanup, dir }: Context, file: string, env: Record<string, string>) {
  const child = await startChild(file, { cleanup, logDir: join(dir, "logs"), env });
  return { ...child, url: `http://localhost:${env.FRONTEND_PORT ?? ""}` };
}

export async function startEmptyApp(context: Context, app: string): Promise<Site> {
  return await startSite(context, join(app, "server.mjs"), { FRONTEND_PORT: String(await freePort()) });
}

/** With a backend of its own. */
export async function startDashboard(context: Context, uri: string): Promise<Site & { api: string }> {
  const port = String(await freePort());
  const backend = await context.startBackend(uri, { FRONTEND_URL: `http://localhost:${port}` });
  const env = { HOST: "127.0.0.1", FRONTEND_PORT: port, API_URL: backend.url };
  return { ...(await startSite(context, join(FRONTEND, "server.mjs"), env)), api: backend.url };
}

/** For what must be named by the machine: Chromium. */
export async function findChromium(): Promise<string> {
  const names = [process.env.CHROME_PATH, "/usr/bin/chromium", "/usr/bin/google-chrome"];
  for (const path of names) {
    const found =
      path !== undefined &&
      (await access(path).then(
        () => true,
        () => false,
      ));
    if (found) return path;
  }
  const { chromium } = await import("@playwright/test");
  return chromium.executablePath();
}

export const lighthouseCli = join(BENCH, "lighthouse", "node_modules", "lighthouse", "cli", "index.js");
