// Where the dashboard's own server listens, and the settings it reads before Next starts.
import { fileURLToPath } from "node:url";
import { config } from "dotenv";

config({ path: fileURLToPath(new URL("../../.env", import.meta.url)), quiet: true });
process.env.NODE_ENV = "production";
process.env.NEXT_TELEMETRY_DISABLED ??= "1";

const given = process.env.FRONTEND_PORT?.trim() || "3000";

export const host = process.env.HOST?.trim() || "127.0.0.1";
/** NaN when the setting is no port. */
export const port =
  /^\d{1,5}$/.test(given) && Number(given) >= 1 && Number(given) <= 65_535 ? Number(given) : Number.NaN;
