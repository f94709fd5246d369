"use client";
// What became of each order of a job, or of each line of a file.
import { isJobActive, type BulkJob, type JobOutcome, type JobRow } from "@order-desk/contract";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useDeskRoute } from "../../hooks/useDeskRoute";
import { useJob, useJobs } from "../../hooks/useJobs";
import { formlessMessageOf } from "../../lib/apiError";
import { formatCount } from "../../lib/format";
import { jobTitle, outcomeText, stayedOf } from "../../lib/jobs";
import { Button } from "../ui/Button";
import { cx } from "../ui/cx";
import { LazyDialog } from "../ui/lazyParts";
import { orderHref } from "../orders/links";
import { onPlainClick } from "../ui/onPlainClick";
import { Spinner } from "../ui/Spinner";

const PAGE = 50;
const READ_EVERY_MS = 2_000;

/** Read again as the job goes on, and when it is at something else: what was not yet done is done then. */
function useRows(id: string, outcome: JobOutcome | undefined, job: BulkJob | undefined) {
  const { api } = useJobs();
  const isAtWork = job !== undefined && isJobActive(job);
  const reading = useInfiniteQuery({
    queryKey: ["job rows", id, outcome],
    queryFn: async ({ pageParam: cursor }) => await api.fetchRows(id, { outcome, cursor, limit: PAGE }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    gcTime: 0,
    refetchInterval: isAtWork && READ_EVERY_MS,
  });
  const { refetch, isFetchingNextPage } = reading;
  const state = job?.state;
  const readAtRef = useRef(state);
  useEffect(() => {
    // To read anew would break off what was asked for.
    if (readAtRef.current === state || isFetchingNextPage) return;
    readAtRef.current = state;
    void refetch();
  }, [state, isFetchingNextPage, refetch]);
  return reading;
}

function Outcome({ row, onOpen }: { readonly row: JobRow; readonly onOpen: () => void }) {
  const { order_id: id, order_number: number, line } = row;
  return (
    <li className="flex items-center justify-between gap-4 border-b border-line px-3 py-1.5 text-[13px] last:border-0 max-lg:min-h-11 max-lg:py-0">
      <span className="flex min-w-0 items-center gap-2 whitespace-nowrap tabular-nums">
        {line !== undefined && <span>Line {formatCount(line)}</span>}
        {number === null && line === undefined && <span className="truncate">{id}</span>}
        {number !== null && (
          <a
            href={orderHref(id)}
            onClick={onPlainClick(onOpen)}
            className="inline-flex items-center text-accent-text hover:underline max-lg:h-11 max-lg:min-w-11"
          >
            Order {number}
          </a>
        )}
      </span>
      <span className="text-right text-muted">{outcomeText(row)}</span>
    </li>
  );
}

type Choice = {
  readonly of: JobOutcome | undefined;
  readonly label: string;
  readonly count: number | undefined;
};

/** What there is to look at, the most wanted first. */
function choicesOf(job: BulkJob | undefined): Choice[] {
  const stayed = job ? stayedOf(job) : 0;
  const failed = { of: "failed", label: "Could not", count: job?.failed } as const;
  return [
    ...(stayed > 0 ? [{ of: "changed", label: "Not taken back", count: stayed } as const] : []),
    ...(failed.count === 0 ? [] : [failed]),
    { of: undefined, label: "All", count: job?.total },
  ];
}

type Props = { readonly id: string; readonly onClose: () => void };
type OutcomesProps = Props & {
  /** To the list from which one came, within the same dialog; undefined: there was none. */
  readonly onBack?: () => void;
};

export const outcomesTitle = (job: BulkJob | undefined): string => (job ? jobTitle(job) : "Outcome");

type ChoicesProps = {
  readonly choices: readonly Choice[];
  readonly chosen: JobOutcome | undefined;
  readonly onChoose: (of: JobOutcome | undefined) => void;
  /** What one pressed to come here is gone. */
  readonly hasFocus: boolean;
};

function Choices({ choices, chosen, onChoose, hasFocus }: ChoicesProps) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (hasFocus) ref.current?.querySelector("button")?.focus();
  }, [hasFocus]);
  return (
    <div ref={ref} role="group" aria-label="Which orders" className="mt-3 flex gap-1.5">
      {choices.map(({ of, label, count }) => (
        <button
          key={label}
          type="button"
          aria-pressed={chosen === of}
          onClick={() => onChoose(of)}
          className={cx(
            "h-11 rounded-full border px-3 text-[13px] tabular-nums lg:h-7",
            chosen === of ? "border-text bg-text text-surface" : "border-line text-muted hover:text-text",
          )}
        >
          {label} {count !== undefined && formatCount(count)}
        </button>
      ))}
    </div>
  );
}

export function Outcomes({ id, onBack, onClose }: OutcomesProps) {
  const job = useJob(id);
  const { openOrder } = useDeskRoute();
  const [outcome, setOutcome] = useState(() => choicesOf(job)[0]?.of);
  const reading = useRows(id, outcome, job);
  const { data, error, isFetching, refetch } = reading;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = reading;
  const open = (orderId: string) => () => {
    onClose();
    openOrder(orderId);
  };
  return (
    <>
      <Choices
        choices={choicesOf(job)}
        chosen={outcome}
        onChoose={setOutcome}
        hasFocus={onBack !== undefined}
      />
      <ul
        tabIndex={0}
        aria-label="Orders"
        className="mt-3 max-h-[320px] overflow-y-auto rounded-[8px] border border-line"
      >
        {data?.pages.flatMap(({ rows }) =>
          rows.map((row) => <Outcome key={row.order_id} row={row} onOpen={open(row.order_id)} />),
        )}
        {((isFetching && !data && !error) || isFetchingNextPage) && (
          <li className="flex justify-center p-3">
            <Spinner />
          </li>
        )}
      </ul>
      {error && (
        <p role="alert" className="mt-3 text-[13px] text-danger-text">
          {formlessMessageOf(error)}
        </p>
      )}
      <div className="mt-4 flex justify-end gap-2">
        {onBack && (
          <Button className="mr-auto" onClick={onBack}>
            All jobs
          </Button>
        )}
        {error && (
          <Button busy={isFetching} onClick={() => void refetch()}>
            Retry
          </Button>
        )}
        {hasNextPage && !isFetchingNextPage && (
          <Button onClick={() => void fetchNextPage()}>Show more</Button>
        )}
        <Button onClick={onClose}>Close</Button>
      </div>
    </>
  );
}

export function JobOutcomes(props: Props) {
  const job = useJob(props.id);
  return (
    <LazyDialog title={outcomesTitle(job)} onClose={props.onClose}>
      <Outcomes {...props} />
    </LazyDialog>
  );
}
