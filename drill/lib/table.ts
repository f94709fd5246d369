// The table at the end.
import { median, percentile } from "../../bench/lib/stats.js";
import type { Run } from "./runDrill.js";

export type Row = { readonly name: string; readonly runs: readonly Run[]; readonly failed: number };

const HEAD = [
  ...["drill", "runs", "failed", "ok", "refused", "unknown", "mails", "lost", "twice", "2nd copies"],
  ...["to current, ms: median", "p99", "delivery, ms: median", "p99"],
];

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const ms = (value: number) => (Number.isFinite(value) ? String(Math.round(value)) : "–");

function cells({ name, runs, failed }: Row): string[] {
  const figures = runs.map((run) => run.figures);
  const total = (read: (figures: Run["figures"]) => number) => String(sum(figures.map(read)));
  const current = figures.flatMap(({ toCurrent }) => toCurrent);
  return [
    ...[name, String(runs.length), String(failed)],
    total(({ requests }) => requests.ok),
    total(({ requests }) => requests.fail),
    total(({ requests }) => requests.unknown),
    total(({ mails }) => mails),
    total(({ lost }) => lost),
    total(({ twice }) => twice),
    total(({ secondCopies }) => secondCopies),
    ms(median(current)),
    ms(percentile(current, 0.99)),
    ms(median(figures.map(({ delivery }) => delivery.median))),
    ms(Math.max(...figures.map(({ delivery }) => delivery.p99))),
  ];
}

/** In Markdown, so that it can be copied into a document. */
export function tableOf(rows: readonly Row[]): string {
  const lines = [HEAD, ...rows.map(cells)];
  const widths = HEAD.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const toLine = (line: readonly string[]) =>
    `| ${line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  const rule = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`;
  return [toLine(HEAD), rule, ...lines.slice(1).map(toLine)].join("\n");
}
