// What the product said and did, for whoever reads of a test that failed.
import type { Product } from "./product.js";

const LINES = 40;

async function answerOf(address: string): Promise<string> {
  try {
    return await (await fetch(address)).text();
  } catch (error) {
    return String(error);
  }
}

/** Its last lines, its health, and the jobs that it works on or has just ended. */
export async function reportOf({ apiUrl, stored, output }: Product): Promise<string> {
  const jobs = await stored.jobs.find().sort({ created_at: -1 }).limit(3).toArray().catch(String);
  return [
    `What the product said at ${new Date().toISOString()}:`,
    output().split("\n").slice(-LINES).join("\n"),
    `Health: ${await answerOf(`${apiUrl}/health/ready`)}`,
    `Jobs: ${JSON.stringify(jobs)}`,
  ].join("\n");
}
