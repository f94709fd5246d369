"use client";
// How far each job is, in the corner of every tab.
import { isJobActive, type BulkJob } from "@order-desk/contract";
import { useCallback, useEffect, useEffectEvent, useState } from "react";
import { useJob, useJobFeed, useJobs } from "../../hooks/useJobs";
import { formlessMessageOf } from "../../lib/apiError";
import { jobDetail, jobTitle, progressOf } from "../../lib/jobs";
import { notify, type Notice } from "../ui/notify";
import { LazyJobOutcomes } from "./lazyBulk";

/** Long enough to see why some could not. */
const PROBLEMS_MS = 20_000;

const noticeId = (job: BulkJob) => `job-${job._id}`;

/** What can be done about a job, and what is said when it fails. */
function useJobActions() {
  const { api, book } = useJobs();
  return useCallback(
    async (job: BulkJob, act: "stop") => {
      try {
        book.take(await api[act](job._id));
      } catch (problem) {
        notify({
          id: `${noticeId(job)}-${act}`,
          tone: "problem",
          title: "The job was not stopped",
          detail: formlessMessageOf(problem),
        });
      }
    },
    [api, book],
  );
}

type NoticeProps = { readonly id: string; readonly onDetails: () => void; readonly onGone: () => void };

function JobNotice({ id, onDetails, onGone }: NoticeProps) {
  const job = useJob(id);
  const act = useJobActions();
  const tell = useEffectEvent((about: BulkJob) => {
    const detail = jobDetail(about);
    const notice: Notice = {
      id: noticeId(about),
      title: jobTitle(about),
      ...(detail && { detail }),
      onClose: onGone,
    };
    if (isJobActive(about)) {
      const stop = { label: "Stop", run: () => void act(about, "stop"), stays: true };
      notify({
        ...notice,
        tone: "busy",
        progress: progressOf(about),
        durationMs: Infinity,
        ...(about.state === "running" && { action: stop }),
      });
      return;
    }
    const hasProblems = about.failed > 0;
    notify({
      ...notice,
      ...(hasProblems && { more: { label: "Details", run: onDetails }, durationMs: PROBLEMS_MS }),
      ...(about.changed === 0 && hasProblems && { tone: "problem" }),
    });
  });
  useEffect(() => {
    if (job) tell(job);
  }, [job]);
  return null;
}

export function JobNotices() {
  const [ids, setIds] = useState<readonly string[]>([]);
  const [detailed, setDetailed] = useState<string>();
  useJobFeed(useCallback(({ _id }: BulkJob) => setIds((before) => [...new Set([...before, _id])]), []));
  return (
    <>
      {ids.map((id) => (
        <JobNotice
          key={id}
          id={id}
          onDetails={() => setDetailed(id)}
          onGone={() => setIds((before) => before.filter((other) => other !== id))}
        />
      ))}
      {detailed !== undefined && <LazyJobOutcomes id={detailed} onClose={() => setDetailed(undefined)} />}
    </>
  );
}
