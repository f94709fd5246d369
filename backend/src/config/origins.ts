// Which web pages may talk to the API and the socket.

const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];

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
