// The one place that reads process.env. A bad value stops the start with the full list of what is wrong.
import { fileURLToPath } from "node:url";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { currencyCode, emailProblem } from "@order-desk/contract";
import { config as loadDotenv } from "dotenv";
import * as z from "zod";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

const port = (fallback: number) =>
  z.coerce
    .number("must be a port number")
    .int("must be a port number")
    .min(1, "must be a port from 1 to 65535")
    .max(65_535, "must be a port from 1 to 65535")
    .default(fallback);

const addressIn = (from: string) => (/<([^<>]*)>$/.exec(from)?.[1] ?? from).trim();

const mailFrom = z
  .string()
  .refine(
    (from) => emailProblem(addressIn(from)) === undefined || addressIn(from).endsWith("@localhost"),
    "must be an address, or a name and an address as in Order desk <orders@shop.com>",
  );

const wholeNumber = (fallback: number, min: number, max: number) =>
  z.coerce
    .number("must be a whole number")
    .int("must be a whole number")
    .min(min, `must be at least ${min}`)
    .max(max, `must be at most ${max}`)
    .default(fallback);

const origins = z
  .string()
  .transform((list) =>
    list
      .split(",")
      .map((one) => one.trim().replace(/\/+$/, ""))
      .filter((one) => one !== ""),
  )
  .pipe(
    z.array(
      z
        .string()
        .refine(
          (one) => URL.canParse(one) && new URL(one).origin === one,
          "must be origins as in http://localhost:3000",
        ),
    ),
  );

const schema = z.object({
  MONGODB_URI: z
    .string()
    .regex(/^mongodb(\+srv)?:\/\/[^/]+/, "must begin with mongodb:// or mongodb+srv://")
    .optional(),
  HOST: z.string().min(1).default("127.0.0.1"),
  PORT: port(3001),
  FRONTEND_PORT: port(3000),
  FRONTEND_URL: origins.optional(),
  API_URL: z
    .string()
    .refine(
      (url) => /^https?:\/\//i.test(url) && URL.canParse(url),
      "must be an address as in http://localhost:3001",
    )
    .optional(),
  EMAIL_HOST: z.string().min(1).optional(),
  EMAIL_PORT: port(587),
  EMAIL_USER: z.string().optional(),
  EMAIL_PASS: z.string().optional(),
  EMAIL_FROM: mailFrom.optional(),
  EMAIL_ON_UNKNOWN: z.enum(["resend", "hold"], "must be resend or hold").default("resend"),
  EMAIL_TIMEOUT_SECONDS: wholeNumber(30, 5, 600),
  EMAIL_ORDER_BUDGET: wholeNumber(20, 1, 1_000_000),
  UNDO_SECONDS: wholeNumber(10, 0, 60),
  DATA_DIR: z
    .string()
    .default(".data")
    .transform((path) => resolve(ROOT, path)),
  CURRENCY: z
    .string()
    .refine((code) => currencyCode.safeParse(code).success, "must be an ISO 4217 code, as in EUR")
    .default("USD"),
  SHOP_NAME: z
    .string()
    .regex(/^[^\p{Cc}]{1,80}$/u, "must be one line of at most 80 characters")
    .default("Order desk"),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
  LOG_FORMAT: z.enum(["json", "pretty"]).default("json"),
  /** A mongod for the embedded database. */
  MONGOMS_SYSTEM_BINARY: z.string().optional(),
  PATH: z.string().default(""),
  /** Base of the directory that keeps a fetched mongod (XDG Base Directory Specification). */
  XDG_CACHE_HOME: z.string().default(join(homedir(), ".cache")),
});

export type Settings = z.output<typeof schema> & {
  /** Where no FRONTEND_URL is given, the dashboard's own address. */
  readonly FRONTEND_URL: string[];
  /** EMAIL_FROM, else EMAIL_USER where that is an address, else orders@localhost; with the shop's name. */
  readonly mailFrom: string;
  readonly mailDomain: string;
};

/** Settings that are wrong: `message` lists every one. */
export class SettingsError extends Error {
  override name = "SettingsError";
}

/** @param env the environment; an empty value counts as not given. */
export function parseSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value.trim() !== ""),
  );
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map(({ path, message }) => `  ${String(path[0])} ${message}`);
    throw new SettingsError(`These settings are wrong (see .env.example):\n${lines.join("\n")}`);
  }
  const { EMAIL_FROM, EMAIL_USER, SHOP_NAME, FRONTEND_PORT } = parsed.data;
  const user = EMAIL_USER !== undefined && emailProblem(EMAIL_USER) === undefined ? EMAIL_USER : undefined;
  const from = EMAIL_FROM ?? user ?? "orders@localhost";
  const quotedName = `"${SHOP_NAME.replace(/["\\]/g, "\\$&")}"`;
  return {
    ...parsed.data,
    FRONTEND_URL: parsed.data.FRONTEND_URL ?? [new URL(`http://localhost:${FRONTEND_PORT}`).origin],
    mailFrom: from.includes("<") ? from : `${quotedName} <${from}>`,
    mailDomain: addressIn(from).split("@").at(-1) ?? "localhost",
  };
}

/** From `.env` in the root and the environment, which wins. */
export function loadSettings(): Settings {
  loadDotenv({ path: resolve(ROOT, ".env"), quiet: true });
  return parseSettings(process.env);
}

/** Where the embedded database's program may come from. */
export const binarySources = ({ MONGOMS_SYSTEM_BINARY, PATH, XDG_CACHE_HOME }: Settings) => ({
  systemBinary: MONGOMS_SYSTEM_BINARY,
  searchPath: PATH,
  cacheDir: join(XDG_CACHE_HOME, "order-desk"),
});
