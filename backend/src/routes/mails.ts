// The REST API of status mails.
import { listMailsQuery, mailAction, mailId } from "@order-desk/contract";
import { Router, type Request } from "express";
import { parse } from "../middleware/parse.js";
import { onlyMethods } from "../middleware/problem.js";
import { setNextPage } from "../middleware/paging.js";
import { DomainError } from "../services/errors.js";
import type { MailService } from "../services/mailService.js";

function mailIdOf(req: Request): string {
  const id = String(req.params.id);
  if (!mailId.safeParse(id).success)
    throw new DomainError("mail_not_found", `There is no mail with the id ${id.slice(0, 100)}.`);
  return id;
}

function actionOf(req: Request) {
  const parsed = mailAction.safeParse(String(req.params.action).replaceAll("-", "_"));
  if (!parsed.success) throw new DomainError("not_found", "There is nothing at this path.");
  return parsed.data;
}

export function mailsRouter(service: MailService): Router {
  const router = Router();
  const readOnly = onlyMethods("GET", "HEAD");

  router
    .route("/")
    .get(async (req, res) => {
      const { mails, nextCursor } = await service.list(parse(listMailsQuery, req.query));
      setNextPage(req, res, nextCursor);
      res.json(mails);
    })
    .all(readOnly);

  router
    .route("/counts")
    .get(async (_req, res) => {
      res.json(await service.counts());
    })
    .all(readOnly);

  router
    .route("/:id")
    .get(async (req, res) => {
      res.json(await service.get(mailIdOf(req)));
    })
    .all(readOnly);

  router
    .route("/:id/:action")
    .post(async (req, res) => {
      res.json(await service.act(mailIdOf(req), actionOf(req)));
    })
    .all(onlyMethods("POST"));

  return router;
}
