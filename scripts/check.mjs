// npm run check: format, lint with 0 warnings, types, unused code, import direction.
import { runChecks } from "./lib/checks.mjs";
import { ensureBuilt, ensureInstalled } from "./lib/prepare.mjs";
import { main, say } from "./lib/terminal.mjs";

main(async () => {
  await ensureInstalled();
  await ensureBuilt(["contract"]);
  const { passed, failed } = await runChecks();
  say(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
});
