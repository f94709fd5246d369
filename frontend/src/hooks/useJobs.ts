"use client";
// The jobs of this tab, for the parts that show them.
import type { BulkJob } from "@order-desk/contract";
import { useEffect, useMemo, useSyncExternalStore } from "react";
import { bulkApi, type BulkApi } from "../services/bulkApi";
import type { Desk } from "../services/desk";
import { JobBook } from "../services/jobBook";
import { useDesk } from "./useDesk";
import { useSettings } from "./useSettings";

type Jobs = { readonly api: BulkApi; readonly book: JobBook };

const known = new WeakMap<Desk, Jobs>();

function createJobs(apiUrl: string, { topics }: Desk): Jobs {
  const api = bulkApi(apiUrl);
  return { api, book: new JobBook({ api, topics }) };
}

export function useJobs(): Jobs {
  const desk = useDesk();
  const { apiUrl } = useSettings();
  const jobs = known.get(desk) ?? createJobs(apiUrl, desk);
  known.set(desk, jobs);
  return jobs;
}

/** Keeps them live. Mount it once. */
export function useJobFeed(onBegin: (job: BulkJob) => void): void {
  const { book } = useJobs();
  useEffect(() => book.onBegin(onBegin), [book, onBegin]);
  useEffect(() => book.start(), [book]);
}

const LISTED = 20;

/** Whoever began them, the latest first; undefined while unknown. */
export function useLatestJobs(): readonly BulkJob[] | undefined {
  const { book } = useJobs();
  const jobs = useSyncExternalStore(book.subscribe, book.jobs, book.jobs);
  const areKnown = useSyncExternalStore(book.subscribe, book.areKnown, book.areKnown);
  return useMemo(() => {
    const latest = [...jobs.values()].sort((a, b) => b.created_at.localeCompare(a.created_at));
    return areKnown ? latest.slice(0, LISTED) : undefined;
  }, [jobs, areKnown]);
}

/** Whether the server did not say which there are when it was asked last. */
export function useHaveJobsFailed(): boolean {
  const { book } = useJobs();
  return useSyncExternalStore(book.subscribe, book.hasFailed, book.hasFailed);
}

/** Whether it was begun in this tab. */
export function useIsOwnJob(id: string): boolean {
  const { book } = useJobs();
  const snapshot = () => book.isOwn(id);
  return useSyncExternalStore(book.subscribe, snapshot, snapshot);
}

export function useJob(id: string | undefined): BulkJob | undefined {
  const { book } = useJobs();
  const snapshot = () => (id === undefined ? undefined : book.jobs().get(id));
  return useSyncExternalStore(book.subscribe, snapshot, snapshot);
}
