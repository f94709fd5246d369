// Runs one of the backend's commands beside the product: seed, doctor.
import { run } from "./lib/commands.mjs";
import { ensureBuilt, ensureInstalled } from "./lib/prepare.mjs";
import { main } from "./lib/terminal.mjs";

main(async () => {
  const [name, ...args] = process.argv.slice(2);
  await ensureInstalled();
  await ensureBuilt(["contract", "backend"]);
  const { code } = await run(process.execPath, [`backend/dist/tools/${name}.js`, ...args], { show: true });
  process.exitCode = code;
});
