// The API's own description: OpenAPI 3.1 made from the contract, and a page that loads nothing from other hosts.
import { fileURLToPath } from "node:url";
import { dirname } from "node:path";
import express, { Router } from "express";
import { onlyMethods } from "../middleware/problem.js";
import { openApiDocument } from "./openApi/document.js";

const ASSETS = dirname(fileURLToPath(import.meta.resolve("swagger-ui-dist/package.json")));

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Order desk API</title>
<link rel="icon" href="docs/assets/favicon-32x32.png">
<link rel="stylesheet" href="docs/assets/swagger-ui.css">
</head>
<body>
<div id="docs"></div>
<script src="docs/assets/swagger-ui-bundle.js"></script>
<script src="docs/start.js"></script>
</body>
</html>
`;

const START = `SwaggerUIBundle({ url: "openapi.json", dom_id: "#docs", deepLinking: true, validatorUrl: null });`;

export function docsRouter(): Router {
  const router = Router();
  const readOnly = onlyMethods("GET", "HEAD");
  router
    .route("/openapi.json")
    .get((_req, res) => void res.json(openApiDocument))
    .all(readOnly);
  router
    .route("/docs")
    .get((req, res) => {
      // The page's own addresses are relative to the one without a slash.
      if (req.path.endsWith("/")) res.redirect(308, `${req.baseUrl}/docs`);
      else res.type("html").send(PAGE);
    })
    .all(readOnly);
  router.get("/docs/start.js", (_req, res) => void res.type("js").send(START));
  router.use("/docs/assets", express.static(ASSETS, { index: false, maxAge: "1d" }));
  return router;
}
