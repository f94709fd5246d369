// The REST API of orders.
import {
  createOrderBody,
  EXACT_COUNT_MAX,
  listOrdersQuery,
  storyQuery,
  undoBody,
  updateOrderBody,
  type Order,
} from "@order-desk/contract";
import { Router, type Request, type Response } from "express";
import { authorOf, idempotencyKeyOf, ifMatchOf, jsonBody, orderIdOf, parse } from "../middleware/parse.js";
import { setNextPage } from "../middleware/paging.js";
import { onlyMethods } from "../middleware/problem.js";
import type { OrderPage, OrderService } from "../services/orderService.js";
import type { StoryService } from "../services/storyService.js";

const sendOrder = (res: Response, order: Order) => res.set("ETag", `"${order.version}"`).json(order);

function sendPage(req: Request, res: Response, { orders, nextCursor, total }: OrderPage): void {
  res.set("X-Total-Count", total > EXACT_COUNT_MAX ? `${EXACT_COUNT_MAX}+` : String(total));
  setNextPage(req, res, nextCursor);
  res.json(orders);
}

/** What happened to an order, and the ways back. */
function addHistory(router: Router, service: OrderService, story: StoryService): void {
  router
    .route("/:id/events")
    .get(async (req, res) => {
      const id = orderIdOf(req);
      const { entries, nextCursor } = await story.list(id, parse(storyQuery, req.query));
      // Its story outlives an order; one that never was has none.
      if (entries.length === 0) await service.get(id);
      setNextPage(req, res, nextCursor);
      res.json(entries);
    })
    .all(onlyMethods("GET", "HEAD"));

  router
    .route("/:id/restore")
    .post(async (req, res) => {
      sendOrder(res, await service.restore(orderIdOf(req), authorOf(req)));
    })
    .all(onlyMethods("POST"));

  router
    .route("/:id/undo")
    .post(jsonBody, async (req: Request, res: Response) => {
      const id = orderIdOf(req);
      const { version } = parse(undoBody, req.body);
      sendOrder(res, await service.undo(id, version, authorOf(req)));
    })
    .all(onlyMethods("POST"));
}

export function ordersRouter(service: OrderService, story: StoryService): Router {
  const router = Router();

  router
    .route("/")
    .get(async (req, res) => {
      sendPage(req, res, await service.list(parse(listOrdersQuery, req.query)));
    })
    .post(jsonBody, async (req: Request, res: Response) => {
      const { order, replayed } = await service.create(
        parse(createOrderBody, req.body),
        authorOf(req),
        idempotencyKeyOf(req),
      );
      if (replayed) res.set("Idempotent-Replayed", "true");
      sendOrder(res.status(201).location(`${req.baseUrl}/${order._id}`), order);
    })
    .all(onlyMethods("GET", "HEAD", "POST"));

  const change = async (req: Request, res: Response) => {
    const id = orderIdOf(req);
    sendOrder(res, await service.update(id, parse(updateOrderBody, req.body), authorOf(req), ifMatchOf(req)));
  };

  router
    .route("/:id")
    .get(async (req, res) => {
      sendOrder(res, await service.get(orderIdOf(req)));
    })
    .put(jsonBody, change)
    .patch(jsonBody, change)
    .delete(async (req, res) => {
      await service.remove(orderIdOf(req), authorOf(req), ifMatchOf(req));
      res.status(204).end();
    })
    .all(onlyMethods("GET", "HEAD", "PUT", "PATCH", "DELETE"));

  addHistory(router, service, story);
  return router;
}
