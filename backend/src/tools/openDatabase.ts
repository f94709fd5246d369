// The database that the product uses, for commands beside it: MONGODB_URI, else the embedded one, running or not.
import { binarySources, type Settings } from "../config/settings.js";
import { runningEmbeddedUri, startEmbeddedMongo, type EmbeddedMongo } from "../models/embeddedMongo.js";
import { findMongod } from "../models/mongodBinary.js";

export async function openDatabase(
  settings: Settings,
  say: (message: string) => void,
): Promise<EmbeddedMongo> {
  const uri = settings.MONGODB_URI ?? (await runningEmbeddedUri(settings.DATA_DIR));
  if (uri !== undefined) return { uri, stop: async () => await Promise.resolve() };
  const binary = await findMongod({ ...binarySources(settings), say });
  say(`Starting the embedded MongoDB ${binary.version}`);
  return await startEmbeddedMongo(settings.DATA_DIR, binary, say);
}
