// Runs the product: installs and builds what is missing, then starts the API and the dashboard.
import { ensureBuilt, ensureInstalled } from "./lib/prepare.mjs";
import { assertFree, loadEnvFile, setting, supervisor } from "./lib/supervise.mjs";
import { main, say, Stop } from "./lib/terminal.mjs";

const PARTS = ["backend", "frontend"];

main(async () => {
  const only = process.argv[2];
  if (only !== undefined && !PARTS.includes(only))
    throw new Stop(`Unknown part ${only}: backend or frontend.`);
  const wanted = only === undefined ? PARTS : [only];
  loadEnvFile();
  const host = setting("HOST", "127.0.0.1");
  const apiPort = setting("PORT", "3001");
  const webPort = setting("FRONTEND_PORT", "3000");
  const { start } = supervisor();
  if (wanted.includes("backend")) await assertFree(apiPort, host, "PORT", "the API");
  if (wanted.includes("frontend")) await assertFree(webPort, host, "FRONTEND_PORT", "the dashboard");
  await ensureInstalled();
  await ensureBuilt(["contract", ...wanted]);

  const format = process.stdout.isTTY ? "pretty" : "json";
  const api = wanted.includes("backend")
    ? await start("API", "backend/dist/main.js", "Starting the API", {
        LOG_FORMAT: setting("LOG_FORMAT", format),
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
