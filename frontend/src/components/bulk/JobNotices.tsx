"use client";
// How far each job is, in the corner of every tab.
import { isJobActive, type BulkJob, type JobState } from "@order-desk/contract";
import { useCallback, useEffect, useEffectEvent, useRef, useState } from "react";
import { useIsOwnJob, useJob, useJobFeed, useJobs } from "../../hooks/useJobs";
import { formlessMessageOf } from "../../lib/apiError";
import { jobDetail, jobTitle, progressOf, stayedOf } from "../../lib/jobs";
import { notify, notifyUndoable, type Notice } from "../ui/notify";
import { LazyJobOutcomes } from "./lazyBulk";
import { LazyRecentJobs } from "./lazyJobs";
import { offerRecentJobs } from "./recentJobs";

/** Long enough to see why some could not. */
const PROBLEMS_MS = 20_000;

/**
 * What is taken back has a notice of its own: the one whose Undo was pressed is on its way out. So has the end of one that
 * was put away.
 */
const noticeId = ({ _id, state }: BulkJob, isPutAway = false) =>
  `job-${_id}${state === "undoing" || state === "undone" ? "-undo" : ""}${isPutAway ? "-end" : ""}`;

/** What can be done about a job, and what is said when it fails. */
function useJobActions() {
  const { api, book } = useJobs();
  return useCallback(
    async (job: BulkJob, act: "stop" | "undo") => {
      try {
        book.take(await api[act](job._id));
      } catch (problem) {
        notify({
          id: `${noticeId(job)}-${act}`,
          tone: "problem",
          title: act === "stop" ? "The job was not stopped" : "It was not taken back",
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
  const { book } = useJobs();
  const act = useJobActions();
  const isOwn = useIsOwnJob(id);
  /** Where one does not want to see how far it is: how it ends is told all the same. */
  const putAwayRef = useRef<JobState>(undefined);

  const tellProgress = (about: BulkJob, notice: Notice) => {
    if (putAwayRef.current === about.state) return;
    const stop = { label: "Stop", run: () => void act(about, "stop"), stays: true };
    notify({
      ...notice,
      tone: "busy",
      progress: progressOf(about),
      durationMs: Infinity,
      onClose: () => void (putAwayRef.current = about.state),
      ...(about.state === "running" && { action: stop }),
    });
  };

  const tell = useEffectEvent((about: BulkJob) => {
    const detail = jobDetail(about);
    const notice: Notice = {
      id: noticeId(about, !isJobActive(about) && putAwayRef.current !== undefined),
      title: jobTitle(about),
      ...(detail && { detail }),
      onClose: onGone,
    };
    if (isJobActive(about)) {
      tellProgress(about, notice);
      return;
    }
    const hasProblems = about.failed > 0 || stayedOf(about) > 0;
    const ended: Notice = {
      ...notice,
      ...(hasProblems && { more: { label: "Details", run: onDetails }, durationMs: PROBLEMS_MS }),
      ...(about.changed === 0 && hasProblems && { tone: "problem" }),
    };
    const until = isOwn && about.changed > 0 ? book.undoUntil(id) : 0;
    notifyUndoable(ended, { subject: id, until, run: () => void act(about, "undo") });
    book.told(about);
  });
  useEffect(() => {
    if (job) tell(job);
  }, [job, isOwn]);
  return null;
}

export function JobNotices() {
  const [ids, setIds] = useState<readonly string[]>([]);
  const [detailed, setDetailed] = useState<string>();
  const [isListed, setIsListed] = useState(false);
  useJobFeed(useCallback(({ _id }: BulkJob) => setIds((before) => [...new Set([...before, _id])]), []));
  useEffect(() => {
    // So that it opens at once; a failure is no news here: it tries again when it is opened.
    void LazyRecentJobs.preload().catch(() => undefined);
    return offerRecentJobs(() => setIsListed(true));
  }, []);
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
      {isListed && <LazyRecentJobs onClose={() => setIsListed(false)} />}
    </>
  );
}
