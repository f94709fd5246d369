// Lighthouse as a process of its own, with the desktop preset.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { findChromium, lighthouseCli } from "./dashboards.js";

const run = promisify(execFile);

export const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"] as const;
export type Category = (typeof CATEGORIES)[number];

type Request = { readonly resourceType?: string; readonly transferSize?: number };
type Result = {
  readonly categories: Readonly<Record<Category, { readonly score: number | null }>>;
  readonly audits: Readonly<
    Record<string, { readonly score: number | null; readonly details?: { readonly items?: Request[] } }>
  >;
};

export type Scores = {
  /** 0 to 100. */
  readonly scores: Readonly<Record<Category, number>>;
  readonly failed: readonly string[];
  /** Bytes of all scripts that came over the wire, also those that were asked for later. */
  readonly scriptBytes: number;
};

export async function lighthouse(url: string): Promise<Scores> {
  const flags = "--headless --no-sandbox --disable-gpu --disable-dev-shm-usage";
  const args = [lighthouseCli, url, "--quiet", "--output=json", "--output-path=stdout", "--preset=desktop"];
  const { stdout } = await run(
    process.execPath,
    [...args, "--no-enable-error-reporting", `--chrome-flags=${flags}`],
    {
      env: { ...process.env, CHROME_PATH: await findChromium() },
      maxBuffer: 64 * 2 ** 20,
      timeout: 60_000,
    },
  );
  const { categories, audits } = JSON.parse(stdout) as Result;
  const requests = audits["network-requests"]?.details?.items ?? [];
  return {
    scores: Object.fromEntries(
      CATEGORIES.map((name) => [name, Math.round((categories[name].score ?? 0) * 100)]),
    ) as Record<Category, number>,
    failed: Object.entries(audits)
      .filter(([, { score }]) => score !== null && score < 0.9)
      .map(([name]) => name),
    scriptBytes: requests
      .filter(({ resourceType }) => resourceType === "Script")
      .reduce((sum, { transferSize = 0 }) => sum + transferSize, 0),
  };
}
