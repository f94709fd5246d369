// Commands as a person pastes them.
import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";
import { order, type Order } from "@order-desk/contract";
import { ROOT } from "./processes.js";

/** Runs a `curl` command in a shell and reads the order that it prints. */
export async function curl(command: string): Promise<Order> {
  const { stdout } = await promisify(execFile)("/bin/sh", ["-c", `${command} --silent --show-error`]);
  return order.parse(JSON.parse(stdout));
}

/** The curl lines of the README, word for word but for the port. */
export async function readmeLines(apiUrl: string): Promise<string[]> {
  const readme = await readFile(`${ROOT}README.md`, "utf8");
  const lines = [...readme.matchAll(/^ {4}(curl .*)$/gm)].map(([, line]) => line!);
  return lines.map((line) => line.replace("http://localhost:3001", apiUrl));
}
