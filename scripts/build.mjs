// Builds what is stale: contract, backend, dashboard.
import { ensureBuilt, ensureInstalled } from "./lib/prepare.mjs";
import { main } from "./lib/terminal.mjs";

main(async () => {
  await ensureInstalled();
  const parts = process.argv.slice(2);
  await ensureBuilt(parts.length > 0 ? parts : ["contract", "backend", "frontend"]);
});
