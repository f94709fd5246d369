// Structured logs. What could hold a mail address or a password never gets here; redaction is the second line.
import { pino, type DestinationStream, type Logger } from "pino";
import type { Settings } from "./settings.js";

const PRETTY = {
  target: "pino-pretty",
  options: { ignore: "reqId", translateTime: "SYS:HH:MM:ss" },
} as const;

// A name, a domain and what may stand before them: a mail address, or the credentials of a URI.
const withoutAddresses = (text: string) => text.replace(/[^\s"'<>(]+@[^\s"'<>),]+/g, "…@…");

/** Of an error only what says where and why: the driver hangs whole documents on its errors. */
function toLoggedError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { code, codeName } = error as { code?: unknown; codeName?: unknown };
  return {
    type: error.name,
    message: withoutAddresses(error.message),
    code,
    codeName,
    stack: withoutAddresses(error.stack ?? ""),
    ...(error.cause !== undefined && { cause: toLoggedError(error.cause) }),
  };
}

/** @param destination where the lines go; standard output when not given. */
export function createLogger(
  { LOG_LEVEL, LOG_FORMAT }: Pick<Settings, "LOG_LEVEL" | "LOG_FORMAT">,
  destination?: DestinationStream,
): Logger {
  const options = {
    level: LOG_LEVEL,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: toLoggedError },
    redact: [
      "*.customer_email",
      "*.EMAIL_PASS",
      "*.MONGODB_URI",
      "req.headers.authorization",
      "req.headers.cookie",
    ],
    ...(LOG_FORMAT === "pretty" && { transport: PRETTY }),
  };
  return destination ? pino(options, destination) : pino(options);
}
