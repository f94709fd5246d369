// One real mongod for the whole run; each test server has a database of its own in it.
import type { TestProject } from "vitest/node";
import { startOwnMongod } from "./mongod.js";

declare module "vitest" {
  interface ProvidedContext {
    mongodUri: string;
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const mongod = await startOwnMongod();
  project.provide("mongodUri", mongod.uri);
  return mongod.remove;
}
