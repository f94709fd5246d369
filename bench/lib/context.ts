// What each bench gets: a place for its files, its databases, and the product's processes.
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { MongodBinary } from "../../backend/src/models/mongodBinary.js";
import { freePort } from "../../backend/test/helpers/ports.js";
import { part, startChild, type Child, type ChildOptions } from "./children.js";
import type { Cleanup } from "./cleanup.js";
import type { Outcome } from "./figures.js";
import { startMongod, type Mongod } from "./mongod.js";
import { ROOT } from "./paths.js";

export type Backend = Child & { readonly url: string };

export type Context = {
  readonly cleanup: Cleanup;
  readonly dir: string;
  /** @param kept a directory that stays after the run. */
  readonly mongod: (name: string, kept?: string) => Promise<Mongod>;
  readonly startPart: (name: string, env?: ChildOptions["env"], preload?: string[]) => Promise<Child>;
  readonly startBackend: (uri: string, env?: ChildOptions["env"], preload?: string[]) => Promise<Backend>;
};

export type Bench = {
  readonly name: string;
  readonly about: string;
  readonly run: (context: Context) => Promise<Outcome>;
};

// Whatever the shell or a .env file says: the measured backend has its defaults.
const DEFAULTS = {
  HOST: "127.0.0.1",
  EMAIL_HOST: "",
  FRONTEND_URL: "",
  FRONTEND_PORT: "",
  UNDO_SECONDS: "",
  LOG_LEVEL: "",
  LOG_FORMAT: "",
  CURRENCY: "",
  SHOP_NAME: "",
};

export async function createContext(binary: MongodBinary, cleanup: Cleanup): Promise<Context> {
  const dir = await mkdtemp(join(tmpdir(), "order-desk-bench-"));
  cleanup.add(async () => await rm(dir, { recursive: true, force: true }));
  const logDir = join(dir, "logs");
  await mkdir(logDir);
  const shared = { logDir, cleanup };
  return {
    cleanup,
    dir,
    mongod: async (name, kept) => await startMongod(kept ?? join(dir, name), binary, cleanup),
    startPart: async (name, env = {}, preload = []) =>
      await startChild(part(name), { ...shared, env, preload }),
    async startBackend(uri, env = {}, preload = []) {
      const port = await freePort();
      const child = await startChild(join(ROOT, "backend", "dist", "main.js"), {
        ...shared,
        preload,
        env: { ...DEFAULTS, ...env, PORT: String(port), MONGODB_URI: uri },
      });
      return { ...child, url: `http://127.0.0.1:${port}` };
    },
  };
}
