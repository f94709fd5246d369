// The REST API of shared views.
import { createViewBody, orderId, updateViewBody, viewOrderBody, type View } from "@order-desk/contract";
import { Router, type Request, type Response } from "express";
import { ifMatchOf, jsonBody, parse } from "../middleware/parse.js";
import { onlyMethods } from "../middleware/problem.js";
import { noSuchView, type ViewService } from "../services/viewService.js";

function viewIdOf(req: Request): string {
  const id = String(req.params.id);
  if (!orderId.safeParse(id).success) throw noSuchView(id.slice(0, 100));
  return id.toLowerCase();
}

const sendView = (res: Response, view: View) => res.set("ETag", `"${view.version}"`).json(view);

export function viewsRouter(service: ViewService): Router {
  const router = Router();

  router
    .route("/")
    .get(async (_req, res) => {
      res.json(await service.list());
    })
    .post(jsonBody, async (req: Request, res: Response) => {
      const view = await service.create(parse(createViewBody, req.body));
      sendView(res.status(201).location(`${req.baseUrl}/${view._id}`), view);
    })
    .all(onlyMethods("GET", "HEAD", "POST"));

  router
    .route("/order")
    .put(jsonBody, async (req: Request, res: Response) => {
      res.json(await service.arrange(parse(viewOrderBody, req.body).ids));
    })
    .all(onlyMethods("PUT"));

  router
    .route("/:id")
    .get(async (req, res) => {
      sendView(res, await service.get(viewIdOf(req)));
    })
    .patch(jsonBody, async (req: Request, res: Response) => {
      sendView(res, await service.update(viewIdOf(req), parse(updateViewBody, req.body), ifMatchOf(req)));
    })
    .delete(async (req, res) => {
      await service.remove(viewIdOf(req));
      res.status(204).end();
    })
    .all(onlyMethods("GET", "HEAD", "PATCH", "DELETE"));

  router
    .route("/:id/restore")
    .post(async (req, res) => {
      sendView(res, await service.restore(viewIdOf(req)));
    })
    .all(onlyMethods("POST"));

  return router;
}
