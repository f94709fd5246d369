// What a figure depends on beside the code.
import { cpus, loadavg } from "node:os";

export type Machine = {
  readonly node: string;
  readonly mongod: string;
  readonly cores: number;
  readonly cpu: string;
};

export const machine = (mongod: string): Machine => ({
  node: process.version,
  mongod,
  cores: cpus().length,
  cpu: cpus()[0]?.model ?? "unknown",
});

/** Load average of the last minute. */
export const load = () => Number((loadavg()[0] ?? Number.NaN).toFixed(2));

/** What to say when other work takes the cores: ratios of rounds that take turns bear some of it, not all. */
export const busyNote = (before: number) =>
  before > cpus().length / 2 ? "; other work was running: the figures are noisy" : "";
