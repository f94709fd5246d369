"use client";
// The latest jobs, whoever began them, and the way to what became of each order.
import { isJobActive, type BulkJob, type JobState } from "@order-desk/contract";
import { useEffect, useRef, useState } from "react";
import { useJob, useJobs, useHaveJobsFailed, useLatestJobs } from "../../hooks/useJobs";
import { formlessMessageOf } from "../../lib/apiError";
import { JOB_STATE_TEXT, jobDeed, jobDetail, progressOf } from "../../lib/jobs";
import { Button } from "../ui/Button";
import { cx } from "../ui/cx";
import { LazyDialog } from "../ui/lazyParts";
import { RelativeTime } from "../ui/RelativeTime";
import { Spinner } from "../ui/Spinner";
import { Outcomes, outcomesTitle } from "./JobOutcomes";

const DOTS: Readonly<Record<JobState, string>> = {
  running: "bg-accent busy-dot",
  done: "bg-[var(--status-delivered)]",
  stopped: "bg-[var(--status-pending)]",
  undoing: "bg-accent busy-dot",
  undone: "bg-faint",
};

/** A press that fails says so in its line. */
function useStop({ _id }: BulkJob) {
  const { api, book } = useJobs();
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const stop = async () => {
    setIsBusy(true);
    setProblem(undefined);
    try {
      book.take(await api.stop(_id));
    } catch (error) {
      setProblem(`It was not stopped. ${formlessMessageOf(error)}`);
    } finally {
      setIsBusy(false);
    }
  };
  return { stop, isBusy, problem };
}

function JobFacts({ job }: { readonly job: BulkJob }) {
  const { state, by, created_at: at } = job;
  const more = [by === "api" && "by the API", jobDetail(job)].filter(Boolean);
  return (
    <p className="text-[13px] leading-5 text-muted tabular-nums">
      <span
        aria-hidden
        className={cx("mr-1.5 inline-block size-1.5 rounded-full align-middle", DOTS[state])}
      />
      {JOB_STATE_TEXT[state]} · <RelativeTime iso={at} phrase />
      {more.map((text) => ` · ${text}`)}
    </p>
  );
}

type LineProps = {
  readonly job: BulkJob;
  /** One comes back from its outcomes. */
  readonly hasFocus: boolean;
  readonly onDetails: () => void;
};

function JobLine({ job, hasFocus, onDetails }: LineProps) {
  const { stop, isBusy, problem } = useStop(job);
  const detailsRef = useRef<HTMLButtonElement>(null);
  const deed = jobDeed(job);
  useEffect(() => {
    if (hasFocus) detailsRef.current?.focus();
  }, [hasFocus]);
  return (
    <li className="relative flex flex-wrap items-center gap-x-3 gap-y-1.5 border-b border-line px-3 py-2.5 last:border-0">
      <div className="min-w-0 grow basis-[200px]">
        <p className="font-medium tabular-nums">{deed}</p>
        <JobFacts job={job} />
        {problem && (
          <p role="alert" className="text-[13px] text-danger-text">
            {problem}
          </p>
        )}
      </div>
      <span className="ml-auto flex gap-2">
        {job.state === "running" && (
          <Button busy={isBusy} aria-label={`Stop: ${deed}`} onClick={() => void stop()}>
            Stop
          </Button>
        )}
        <Button ref={detailsRef} aria-label={`Details: ${deed}`} onClick={onDetails}>
          Details
        </Button>
      </span>
      {isJobActive(job) && (
        <span
          aria-hidden
          style={{ transform: `scaleX(${progressOf(job)})` }}
          className="absolute inset-x-0 bottom-0 h-[2px] origin-left bg-accent transition-transform duration-300"
        />
      )}
    </li>
  );
}

type JobsProps = {
  /** The job whose outcomes one has looked at before. */
  readonly from: string | undefined;
  readonly onDetails: (id: string) => void;
};

function Jobs({ from, onDetails }: JobsProps) {
  const jobs = useLatestJobs();
  const hasFailed = useHaveJobsFailed();
  if (!jobs)
    return (
      <p role="status" className="mt-3 flex items-center gap-2 text-muted">
        <Spinner />
        {hasFailed ? "The server does not say which there are. It is asked again…" : "Looking for them…"}
      </p>
    );
  if (jobs.length === 0)
    return (
      <p className="mt-2 text-muted">
        None yet. What is done to many orders at once, and each file that is imported, can be looked up here
        afterwards.
      </p>
    );
  return (
    <ul
      aria-label="Jobs, the latest first"
      className="mt-3 max-h-[min(440px,60dvh)] overflow-y-auto rounded-[8px] border border-line"
    >
      {jobs.map((job) => (
        <JobLine key={job._id} job={job} hasFocus={job._id === from} onDetails={() => onDetails(job._id)} />
      ))}
    </ul>
  );
}

type Place = { readonly id?: string; readonly from?: string };

/** One dialog for both: the focus stays in it on the way there and back. */
export function RecentJobs({ onClose }: { readonly onClose: () => void }) {
  const [{ id, from }, setPlace] = useState<Place>({});
  const job = useJob(id);
  return (
    <LazyDialog title={id === undefined ? "Recent jobs" : outcomesTitle(job)} isWide onClose={onClose}>
      {id === undefined ? (
        <>
          <Jobs from={from} onDetails={(chosen) => setPlace({ id: chosen })} />
          <div className="mt-4 flex justify-end">
            <Button onClick={onClose}>Close</Button>
          </div>
        </>
      ) : (
        <Outcomes id={id} onBack={() => setPlace({ from: id })} onClose={onClose} />
      )}
    </LazyDialog>
  );
}
