// A database filled by the product's own seed.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { ROOT } from "./paths.js";

/** `npm run seed -- --orders N`; resolves with the seconds that it took. */
export async function seed(uri: string, orders: number): Promise<number> {
  const startedAt = performance.now();
  const tool = join(ROOT, "backend", "dist", "tools", "seed.js");
  const child = spawn(process.execPath, [tool, "--orders", String(orders)], {
    env: { ...process.env, MONGODB_URI: uri },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const [code] = (await once(child, "exit")) as [number | null];
  if (code !== 0) throw new Error(`The seed ended with ${String(code)}`);
  return (performance.now() - startedAt) / 1_000;
}
