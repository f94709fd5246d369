// Runs the product: installs and builds what is missing, then starts the API and the dashboard.
import { ensureBuilt, ensureInstalled } from "./lib/prepare.mjs";
import { assertFree, loadEnvFile, supervisor } from "./lib/supervise.mjs";
import { main, say, Stop } from "./lib/terminal.mjs";

const PARTS = ["backend", "frontend"];

main(async () => {
  const only = process.argv[2];
  if (only !== undefined && !PARTS.includes(only))
    throw new Stop(`Unknown part ${only}: backend or frontend.`);
  const wanted = only === undefined ? PARTS : [only];
  loadEnvFile();
  const { HOST: host = "127.0.0.1", PORT: apiPort = "3001", FRONTEND_PORT: webPort = "3000" } = process.env;
  if (wanted.includes("backend")) await assertFree(apiPort, host, "PORT", "the API");
  if (wanted.includes("frontend")) await assertFree(webPort, host, "FRONTEND_PORT", "the dashboard");
  await ensureInstalled();
  await ensureBuilt(["contract", ...wanted]);

  const { start } = supervisor();
  const format = process.stdout.isTTY ? "pretty" : "json";
  const api = wanted.includes("backend")
    ? await start("API", "backend/dist/main.js", "Starting the API", {
        LOG_FORMAT: process.env.LOG_FORMAT ?? format,
      })
    : undefined;
  const web = wanted.includes("frontend")
    ? await start("dashboard", "frontend/server.mjs", "Starting the dashboard")
    : undefined;

  say();
  if (web) say(`  Dashboard  ${web.url ?? `http://localhost:${webPort}`}`);
  if (api) {
    say(`  API        ${api.url}  (its description: ${api.url}/api/docs)`);
    say(`  Database   ${api.embedded ? "embedded MongoDB, " : ""}${api.database}`);
    say(`  Mail       ${api.mail}`);
  }
  say("\n  Ctrl-C stops everything.\n");
});
