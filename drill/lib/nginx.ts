// A real nginx in front of the backends, as docs describe it for production.
import { mkdir, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Cleanup } from "../../bench/lib/cleanup.js";
import { freePort } from "../../bench/lib/children.js";
import type { Backend } from "./backend.js";
import { startProcess, type Process } from "./processes.js";
import { until } from "./wait.js";

const PLACES = ["/usr/sbin/nginx", "/usr/bin/nginx", "/usr/local/bin/nginx", "/opt/homebrew/bin/nginx"];
const program = () => PLACES.find((path) => existsSync(path));

export const nginxMissing = () =>
  Promise.resolve(program() === undefined ? "it needs nginx (apt-get install nginx-light)" : undefined);

const config = (dir: string, port: number, backends: readonly Backend[], idleS: number) => `
daemon off; pid ${dir}/nginx.pid; worker_processes 1; error_log ${dir}/nginx.log;
${process.getuid?.() === 0 ? "user root;" : ""}
events { worker_connections 2048; }
http {
  access_log off; client_body_temp_path ${dir}/body; proxy_temp_path ${dir}/proxy;
  fastcgi_temp_path ${dir}/fastcgi; uwsgi_temp_path ${dir}/uwsgi; scgi_temp_path ${dir}/scgi;
  upstream desk {
${backends.map((backend) => `    server 127.0.0.1:${backend.port} max_fails=1 fail_timeout=1s;`).join("\n")}
  }
  map $http_upgrade $connection_upgrade { default upgrade; '' ''; }
  server {
    listen 127.0.0.1:${port};
    location / {
      proxy_pass http://desk; proxy_http_version 1.1; proxy_set_header Host $http_host;
      proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection $connection_upgrade;
      proxy_read_timeout ${idleS}s; proxy_connect_timeout 2s; proxy_next_upstream error timeout;
    }
  }
}
`;

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
  await writeFile(file, config(dir, port, backends, idleS));
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
