// A small file system in memory, to be full.
import { execFile } from "node:child_process";
import { mkdir, rm, statfs, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** Undefined when it can be mounted here. */
export async function tmpfsMissing(): Promise<string | undefined> {
  const dir = join(tmpdir(), `order-desk-tmpfs-${process.pid}`);
  await mkdir(dir, { recursive: true });
  try {
    await run("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", dir]);
    await run("umount", [dir]);
    return undefined;
  } catch {
    return "it needs the right to mount a tmpfs";
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

export async function mountTmpfs(dir: string, sizeMb: number): Promise<() => Promise<void>> {
  await mkdir(dir, { recursive: true });
  await run("mount", ["-t", "tmpfs", "-o", `size=${sizeMb}m`, "tmpfs", dir]);
  return async () => {
    await run("umount", ["-l", dir]);
    await rm(dir, { recursive: true, force: true });
  };
}

/** Leaves `spareKb`. Returns a function that frees it again. */
export async function fillUp(dir: string, spareKb: number): Promise<() => Promise<void>> {
  const { bavail, bsize } = await statfs(dir);
  const file = join(dir, "ballast");
  const ballast = Buffer.alloc(Math.max(0, bavail * bsize - spareKb * 1_024));
  await writeFile(file, ballast).catch((error: unknown) => {
    // Somebody else has taken the last of it meanwhile: it is full.
    if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
  });
  return async () => await rm(file, { force: true });
}
