// Pages of a list: where the next one is (RFC 8288).
import type { Request, Response } from "express";

export function setNextPage(req: Request, res: Response, nextCursor: string | undefined): void {
  if (nextCursor === undefined) return;
  const query = new URLSearchParams(req.query as Record<string, string>);
  query.set("cursor", nextCursor);
  const path = req.originalUrl.split("?", 1)[0] as string;
  res.set("Link", `<${path}?${query.toString()}>; rel="next"`);
}
