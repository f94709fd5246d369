// Which web pages may talk to the API and the socket, and under which names it answers.
import type { Settings } from "./settings.js";

const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];
/** Names that only ever mean this machine (RFC 6761 §6.3, RFC 1122 §3.2.1.3). */
export const isLoopback = (name: string) => /^(\[?::1\]?|127(\.\d+){3}|(.+\.)?localhost)$/.test(name);

/** A loopback origin under all its names; any other origin as it is. */
function aliases(origin: string): string[] {
  const { protocol, hostname, port } = new URL(origin);
  if (!LOOPBACK.includes(hostname)) return [origin];
  return LOOPBACK.map((name) => new URL(`${protocol}//${name}${port === "" ? "" : `:${port}`}`).origin);
}

/**
 * Accepts FRONTEND_URL's origins, the API's own pages, and requests without an Origin (curl, servers).
 * @param apiPort port of the API, whose documentation page sends requests too.
 */
export function originCheck(frontendOrigins: readonly string[], apiPort: number) {
  const own = `http://localhost:${apiPort}`;
  const allowed = new Set([...frontendOrigins, own].flatMap(aliases));
  return (origin: string | undefined): boolean => origin === undefined || allowed.has(origin);
}

const hostOf = (url: string) => new URL(url).hostname;

/**
 * A page on the internet can let its own name point at this machine, and is then no foreign origin any more (DNS
 * rebinding). So while only this machine is listened to, only its names are answered, and those of the settings.
 */
export function hostCheck({
  HOST,
  API_URL,
  FRONTEND_URL,
}: Pick<Settings, "HOST" | "API_URL" | "FRONTEND_URL">) {
  const named = new Set([...FRONTEND_URL, ...(API_URL === undefined ? [] : [API_URL])].map(hostOf));
  return (host: string | undefined): boolean => {
    // Without the header it is no browser.
    if (host === undefined || !isLoopback(HOST)) return true;
    const address = `http://${host}`;
    if (!URL.canParse(address)) return false;
    const name = hostOf(address);
    return isLoopback(name) || named.has(name);
  };
}
