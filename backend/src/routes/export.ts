// Orders as a file.
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { exportOrdersQuery } from "@order-desk/contract";
import { Router, type Request, type Response } from "express";
import { parse } from "../middleware/parse.js";
import { onlyMethods } from "../middleware/problem.js";
import { csvLines, toCells } from "../services/csv.js";
import type { ExportedOrders, ExportService } from "../services/exportService.js";

async function* cellsOf({ columns, pages }: ExportedOrders) {
  for await (const page of pages) for (const order of page) yield toCells(order, columns);
}

const hasGone = (error: unknown) => (error as NodeJS.ErrnoException).code === "ERR_STREAM_PREMATURE_CLOSE";

/** As it is read; a failure in the middle ends the connection, so that no part is taken for the whole. */
async function sendFile(req: Request, res: Response, exported: ExportedOrders, bom: boolean): Promise<void> {
  res.attachment(`orders-${new Date().toISOString().slice(0, 10)}.csv`);
  res.type("text/csv; charset=utf-8");
  try {
    if (req.method === "HEAD") res.end();
    else await pipeline(Readable.from(cellsOf(exported)), csvLines(exported.columns, bom), res);
  } catch (error) {
    if (!hasGone(error)) throw error;
  } finally {
    await exported.pages.return();
  }
}

export function exportRouter(service: ExportService): Router {
  return Router()
    .get("/", async (req, res) => {
      const { bom, ...asked } = parse(exportOrdersQuery, req.query);
      await sendFile(req, res, await service.begin(asked), bom);
    })
    .all("/", onlyMethods("GET", "HEAD"));
}
