// The dashboard's settings: read on the server for each request, so that nothing of them is baked into the build.
import { currencyCode } from "@order-desk/contract";
import * as z from "zod/mini";

export type Settings = {
  /** Where the browser finds the API, without a slash at the end. */
  readonly apiUrl: string;
  readonly shopName: string;
  readonly currency: string;
  /** So long a change can be taken back; 0: not at all. */
  readonly undoSeconds: number;
};

const port = z
  .string()
  .check(
    z.refine(
      (text) => /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535,
      "must be a port from 1 to 65535",
    ),
  );

const httpUrl = z
  .string()
  .check(
    z.refine(
      (text) => /^https?:\/\//i.test(text) && URL.canParse(text),
      "must be an address as in http://localhost:3001",
    ),
  );

const undoSeconds = z
  .string()
  .check(
    z.refine(
      (text) => Number.isInteger(Number(text)) && Number(text) >= 0 && Number(text) <= 60,
      "must be a whole number from 0 to 60",
    ),
  );

const schema = z.object({
  API_URL: z.optional(httpUrl),
  PORT: z._default(port, "3001"),
  SHOP_NAME: z._default(z.string(), "Order desk"),
  CURRENCY: z._default(currencyCode, "USD"),
  UNDO_SECONDS: z._default(undoSeconds, "10"),
});

const isGiven = ([, value]: [string, string | undefined]) => value !== undefined && value.trim() !== "";
const trimmed = ([name, value]: [string, string | undefined]) => [name, value?.trim()] as const;

/** Throws with the full list of what is wrong. An empty value counts as none. */
export function readSettings(environment: NodeJS.ProcessEnv = process.env): Settings {
  const given = Object.fromEntries(Object.entries(environment).filter(isGiven).map(trimmed));
  const { success, data, error } = schema.safeParse(given);
  if (!success) {
    const wrong = error.issues.map(({ path, message }) => `  ${path.join(".")}: ${message}`);
    throw new Error(`These settings are not usable:\n${wrong.join("\n")}`);
  }
  const apiUrl = (data.API_URL ?? `http://localhost:${data.PORT}`).replace(/\/+$/, "");
  return {
    apiUrl,
    shopName: data.SHOP_NAME,
    currency: data.CURRENCY,
    undoSeconds: Number(data.UNDO_SECONDS),
  };
}
