// The dashboard's production server: `npm start` and the container run this file.
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { host, port } from "./config/listen.mjs";

const fail = (message) => {
  console.error(message);
  process.exit(1);
};

if (Number.isNaN(port)) fail("FRONTEND_PORT must be a port number from 1 to 65535");

// Imported after the settings, because Next reads NODE_ENV while it loads.
const { default: next } = await import("next");
const app = next({ dev: false, dir: fileURLToPath(new URL(".", import.meta.url)), hostname: host, port });

const server = createServer((request, response) => void app.getRequestHandler()(request, response));
server.on("error", (error) =>
  fail(
    error.code === "EADDRINUSE"
      ? `Port ${port} is in use: set FRONTEND_PORT to move the dashboard`
      : `The dashboard cannot listen on ${host}:${port}: ${error.message}`,
  ),
);

function stop() {
  server.close(() => process.exit(0));
  server.closeAllConnections();
  // A page that is being rendered right now must not hold up the stop.
  setTimeout(() => process.exit(0), 500).unref();
}

process.once("SIGTERM", stop);
process.once("SIGINT", stop);
// The parent is gone, however it went: nobody could stop this process any more.
process.once("disconnect", stop);

try {
  await app.prepare();
} catch (error) {
  fail(`The dashboard cannot start: ${error.message}`);
}
server.listen(port, host, () => process.send?.({ type: "ready" }));
