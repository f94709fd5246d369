"use client";
// How far each job is, in the corner of every tab.
import { isJobActive, type BulkJob, type JobState } from "@order-desk/contract";
import { useCallback, useEffect, useEffectEvent, useRef, useState } from "react";
import { useIsOwnJob, useJob, useJobFeed, useJobs } from "../../hooks/useJobs";
import { formlessMessageOf } from "../../lib/apiError";
import { isTakenBack, jobDetail, jobTitle, progressOf, stayedOf } from "../../lib/jobs";
import { notify, notifyUndoable, withdrawNotice, withdrawUndo, type Notice } from "../ui/notify";
import { takeBack } from "../ui/takeBack";
import { LazyJobOutcomes } from "./lazyBulk";
import { LazyRecentJobs } from "./lazyJobs";
import { offerRecentJobs } from "./recentJobs";

/** Long enough to see why some could not. */
const PROBLEMS_MS = 20_000;

/**
 * What is taken back has a notice of its own: the one whose Undo was pressed is on its way out. So has the end of one that
 * was put away.
 */
const noticeId = (job: BulkJob, isPutAway = false) =>
  `job-${job._id}${isTakenBack(job) ? "-undo" : ""}${isPutAway ? "-end" : ""}`;

/** The state in which it was on its way to this end. */
const wayTo = (job: BulkJob): JobState => (isTakenBack(job) ? "undoing" : "running");

/** What can be done about a job, and what is said when it fails. */
function useJobActions() {
  const { api, book } = useJobs();
  const stop = async (job: BulkJob) => {
    try {
      book.take(await api.stop(job._id));
    } catch (problem) {
      notify({
        id: `${noticeId(job)}-stop`,
        tone: "problem",
        title: "The job was not stopped",
        detail: formlessMessageOf(problem),
      });
    }
  };
  const undo = ({ _id }: BulkJob) =>
    takeBack({
      ...{ id: `job-${_id}-not-undone`, subject: _id, what: "the job", verb: "taken back" },
      run: async () => {
        try {
          book.take(await api.undo(_id));
        } catch (problem) {
          // The news that it is taken back may come before it is found out that the answer is lost.
          const job = book.jobs().get(_id);
          if (!job || !isTakenBack(job)) throw problem;
        }
        return undefined;
      },
    });
  return { stop, undo };
}

type NoticeProps = { readonly id: string; readonly onDetails: () => void };

function JobNotice({ id, onDetails }: NoticeProps) {
  const job = useJob(id);
  const { book } = useJobs();
  const act = useJobActions();
  const isOwn = useIsOwnJob(id);
  /** What one does not want to see any more: what becomes of it then is told all the same. */
  const putAwayRef = useRef<JobState>(undefined);

  const tellProgress = (about: BulkJob, notice: Notice) => {
    const stop = { label: "Stop", run: () => void act.stop(about), stays: true };
    notify({
      ...notice,
      tone: "busy",
      progress: progressOf(about),
      durationMs: Infinity,
      ...(about.state === "running" && { action: stop }),
    });
  };

  const tell = useEffectEvent((about: BulkJob) => {
    if (isTakenBack(about)) {
      withdrawUndo(id);
      // Its end may never have been told here.
      withdrawNotice(noticeId({ ...about, state: "running" }));
    }
    if (putAwayRef.current === about.state) return;
    const detail = jobDetail(about);
    const notice: Notice = {
      id: noticeId(about, !isJobActive(about) && putAwayRef.current === wayTo(about)),
      title: jobTitle(about),
      ...(detail && { detail }),
      onClose: () => void (putAwayRef.current = about.state),
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
    notifyUndoable(ended, { subject: id, until, run: () => act.undo(about) });
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
        <JobNotice key={id} id={id} onDetails={() => setDetailed(id)} />
      ))}
      {detailed !== undefined && <LazyJobOutcomes id={detailed} onClose={() => setDetailed(undefined)} />}
      {isListed && <LazyRecentJobs onClose={() => setIsListed(false)} />}
    </>
  );
}
