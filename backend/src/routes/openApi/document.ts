// OpenAPI 3.1, made from the contract.
import { bulkPaths } from "./bulk.js";
import { importPaths } from "./import.js";
import { mailPaths } from "./mails.js";
import { orderPaths } from "./orders.js";
import { json, ref, SCHEMAS, text } from "./parts.js";
import { viewPaths } from "./views.js";

const readiness = { description: "The parts and how they are", content: json(ref("Health")) };
const read = (summary: string, responses: object) => ({ get: { summary, responses } });

/** The whole description, made once. */
export const openApiDocument = {
  openapi: "3.1.0",
  info: {
    title: "Order desk",
    version: "0.1.0",
    license: { name: "MIT", identifier: "MIT" },
    description:
      "Orders over REST. Every change is also announced over Socket.IO on the same port: `order-created`, `order-updated` and `order-deleted`. Any other method on a path gets 405 with `Allow`, any other path 404.",
  },
  servers: [{ url: "/" }],
  paths: {
    ...orderPaths,
    ...bulkPaths,
    ...importPaths,
    ...mailPaths,
    ...viewPaths,
    "/health/live": read("The process is alive", { 200: { description: "Alive" } }),
    "/health/ready": read("Database, feed, worker and mail", { 200: readiness, 503: readiness }),
    "/metrics": read("Prometheus metrics", {
      200: { description: "Text", content: { "text/plain": { schema: text } } },
    }),
  },
  components: { schemas: SCHEMAS },
};
