"use client";
// What became of each order of a job, or of each line of a file.
import type { BulkJob, JobOutcome, JobRow } from "@order-desk/contract";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
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

function useRows(id: string, outcome: JobOutcome | undefined) {
  const { api } = useJobs();
  return useInfiniteQuery({
    queryKey: ["job rows", id, outcome],
    queryFn: async ({ pageParam: cursor }) => await api.fetchRows(id, { outcome, cursor, limit: PAGE }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    gcTime: 0,
  });
}

function Outcome({ row, onOpen }: { readonly row: JobRow; readonly onOpen: () => void }) {
  const { order_id: id, order_number: number, line } = row;
  return (
    <li className="flex justify-between gap-4 border-b border-line px-3 py-1.5 text-[13px] last:border-0">
      <span className="flex min-w-0 gap-2 whitespace-nowrap tabular-nums">
        {line !== undefined && <span>Line {formatCount(line)}</span>}
        {number === null && line === undefined && <span className="truncate">{id}</span>}
        {number !== null && (
          <a href={orderHref(id)} onClick={onPlainClick(onOpen)} className="text-accent-text hover:underline">
            Order {number}
          </a>
        )}
      </span>
      <span className="text-muted">{outcomeText(row)}</span>
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
    ...(stayed > 0 && job?.failed === 0 ? [] : [failed]),
    { of: undefined, label: "All", count: job?.total },
  ];
}

type Props = { readonly id: string; readonly onClose: () => void };

export function JobOutcomes({ id, onClose }: Props) {
  const job = useJob(id);
  const { openOrder } = useDeskRoute();
  const [outcome, setOutcome] = useState(() => choicesOf(job)[0]?.of);
  const { data, error, hasNextPage, isFetching, fetchNextPage, refetch } = useRows(id, outcome);
  const choices = choicesOf(job);
  const open = (orderId: string) => () => {
    onClose();
    openOrder(orderId);
  };
  return (
    <LazyDialog title={job ? jobTitle(job) : "Outcome"} onClose={onClose}>
      <div role="group" aria-label="Which orders" className="mt-3 flex gap-1.5">
        {choices.map(({ of, label, count }) => (
          <button
            key={label}
            type="button"
            aria-pressed={outcome === of}
            onClick={() => setOutcome(of)}
            className={cx(
              "h-9 rounded-full border px-3 text-[13px] tabular-nums lg:h-7",
              outcome === of ? "border-text bg-text text-surface" : "border-line text-muted hover:text-text",
            )}
          >
            {label} {count !== undefined && formatCount(count)}
          </button>
        ))}
      </div>
      <ul
        tabIndex={0}
        aria-label="Orders"
        className="mt-3 max-h-[320px] overflow-y-auto rounded-[8px] border border-line"
      >
        {data?.pages.flatMap(({ rows }) =>
          rows.map((row) => <Outcome key={row.order_id} row={row} onOpen={open(row.order_id)} />),
        )}
        {isFetching && (
          <li className="flex justify-center p-3">
            <Spinner />
          </li>
        )}
      </ul>
      {error && !isFetching && (
        <p role="alert" className="mt-3 text-[13px] text-danger-text">
          {formlessMessageOf(error)}
        </p>
      )}
      <div className="mt-4 flex justify-end gap-2">
        {error && !isFetching && <Button onClick={() => void refetch()}>Retry</Button>}
        {hasNextPage && !isFetching && <Button onClick={() => void fetchNextPage()}>Show more</Button>}
        <Button onClick={onClose}>Close</Button>
      </div>
    </LazyDialog>
  );
}
