// A real nginx in front of the backends.
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Cleanup } from "../../bench/lib/cleanup.js";
import { freePort } from "../../backend/test/helpers/ports.js";
import type { Backend } from "./backend.js";
import { ROOT } from "./paths.js";
import { startProcess, type Process } from "./processes.js";
import { until } from "./wait.js";

const PLACES = ["/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/bin/nginx", "/opt/homebrew/bin/nginx"];
const program = () => PLACES.find((path) => existsSync(path));

export const nginxMissing = () =>
  Promise.resolve(program() === undefined ? "it needs nginx (apt-get install nginx-light)" : undefined);

/** The product's own configuration, with other addresses. */
async function config(
  dir: string,
  port: number,
  backends: readonly Backend[],
  idleS: number,
): Promise<string> {
  const [first, second] = backends;
  const shipped = await readFile(join(ROOT, "deploy", "nginx.conf"), "utf8");
  const places = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    .map((kind) => `  ${kind}_temp_path ${dir}/${kind};`)
    .join("\n");
  const adapted = shipped
    .replace("backend:3001", `127.0.0.1:${first?.port}`)
    .replace("backend-2:3001", `127.0.0.1:${second?.port}`)
    .replace("listen 8080", `listen 127.0.0.1:${port}`)
    .replace("proxy_read_timeout 60s", `proxy_read_timeout ${idleS}s`)
    .replace("http {", `http {\n${places}`);
  const user = process.getuid?.() === 0 ? "user root;\n" : "";
  return `${user}daemon off;\npid ${dir}/nginx.pid;\nerror_log ${dir}/nginx.log;\n${adapted}`;
}

export type Nginx = {
  readonly url: string;
  readonly process: () => Process;
  readonly restart: () => Promise<void>;
};

/** @param idleS a connection without a word for so many seconds is ended. */
export async function startNginx(
  backends: readonly Backend[],
  parent: string,
  cleanup: Cleanup,
  idleS = 60,
): Promise<Nginx> {
  const dir = join(parent, "nginx");
  await mkdir(dir, { recursive: true });
  const port = await freePort();
  const file = join(dir, "nginx.conf");
  await writeFile(file, await config(dir, port, backends, idleS));
  const url = `http://127.0.0.1:${port}`;
  const launch = () =>
    startProcess({
      ...{ name: "nginx", program: program() ?? "nginx", args: ["-c", file, "-p", dir] },
      logFile: join(dir, "nginx.out"),
    });
  const answers = async () =>
    await fetch(`${url}/health/live`)
      .then(({ ok }) => ok)
      .catch(() => false);
  let running = launch();
  cleanup.add(async () => {
    await running.stop();
  });
  await until("nginx answers", answers, 10_000);
  return {
    url,
    process: () => running,
    async restart() {
      await running.stop();
      running = launch();
      await until("nginx answers", answers, 10_000);
    },
  };
}
