// The list of the latest jobs is opened from several places, and shown in one.
import { History } from "lucide-react";
import type { Command } from "../../lib/commands";

let show: (() => void) | undefined;
/** It was asked for before the part that shows it had loaded. */
let isWanted = false;

/** Says how it is shown, until the returned function is called. */
export function offerRecentJobs(open: () => void): () => void {
  show = open;
  if (isWanted) openRecentJobs();
  return () => void (show = undefined);
}

export function openRecentJobs(): void {
  isWanted = show === undefined;
  show?.();
}

export const recentJobsCommand: Command = {
  id: "jobs",
  label: "Recent jobs",
  icon: History,
  words: "many bulk outcome progress stop import",
  run: openRecentJobs,
};
