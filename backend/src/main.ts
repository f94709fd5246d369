// The backend as a process: settings, the embedded database where none is named, signals.
import { createLogger } from "./config/logger.js";
import { binarySources, loadSettings, type Settings } from "./config/settings.js";
import { withoutSecrets } from "./models/database.js";
import { startServer } from "./server.js";

/** A stop that takes longer than this is cut short. */
const STOP_WITHIN_MS = 8_000;

type Stop = () => Promise<void>;

/** Tells the process that started us, where there is one. */
const report = (message: object) => void process.send?.(message);

async function openDatabase(
  settings: Settings,
  say: (message: string) => void,
): Promise<{ uri: string; stop?: Stop }> {
  if (settings.MONGODB_URI !== undefined) return { uri: settings.MONGODB_URI };
  // Only here: whoever has a database of their own need not wait 0.2 s for what starts one.
  const [{ findMongod }, { startEmbeddedMongo }] = await Promise.all([
    import("./models/mongodBinary.js"),
    import("./models/embeddedMongo.js"),
  ]);
  const binary = await findMongod({ ...binarySources(settings), say });
  say(`Starting the embedded MongoDB ${binary.version}`);
  return await startEmbeddedMongo(settings.DATA_DIR, binary, say);
}

let isStopping = false;

/** Stops everything once, whoever asks first. */
function stopOnSignal(stops: Stop[]): void {
  const stop = () => {
    if (isStopping) return;
    isStopping = true;
    setTimeout(() => process.exit(0), STOP_WITHIN_MS).unref();
    void (async () => {
      for (const one of stops.reverse()) await one().catch((error: unknown) => console.error(error));
      process.exit(0);
    })();
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  // The process that started us is gone, however it went.
  process.on("disconnect", stop);
}

async function main(): Promise<void> {
  const settings = loadSettings();
  const logger = createLogger(settings);
  const stops: Stop[] = [];
  stopOnSignal(stops);
  const say = (message: string) => {
    logger.info(message);
    report({ type: "progress", message });
  };
  const database = await openDatabase(settings, say);
  if (database.stop) stops.push(database.stop);
  const server = await startServer(settings, database.uri, logger);
  stops.push(server.stop);
  await server.started;
  const mail =
    settings.EMAIL_HOST === undefined
      ? "captured (no EMAIL_HOST)"
      : `sent by ${settings.EMAIL_HOST}:${settings.EMAIL_PORT}`;
  const about = { url: server.url, database: withoutSecrets(database.uri), mail };
  logger.info(about, "The API is ready");
  report({ type: "ready", ...about, embedded: settings.MONGODB_URI === undefined });
}

function explain(error: unknown): string {
  const { code, message, port } = error as { code?: string; message: string; port?: number };
  if (code === "EADDRINUSE") return `Port ${port ?? ""} is in use: set PORT to move the API`;
  if (code === "EACCES" && port !== undefined)
    return `Port ${port} may not be used: set PORT to move the API`;
  return message;
}

main().catch((error: unknown) => {
  // A start that was cut short by a stop: the stop ends the process.
  if (isStopping) return;
  console.error(explain(error));
  process.exit(1);
});
