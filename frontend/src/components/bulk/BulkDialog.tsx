"use client";
// What it would come to, before it is done.
import type { BulkForecast, ProblemCode } from "@order-desk/contract";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useJobs } from "../../hooks/useJobs";
import { ApiError, formlessMessageOf } from "../../lib/apiError";
import { formatCount } from "../../lib/format";
import { IdempotencyKeys } from "../../lib/idempotencyKeys";
import { confirmed, forecastText, ordersText, type BulkAsk } from "../../lib/jobs";
import { Button } from "../ui/Button";
import { LazyDialog } from "../ui/lazyParts";
import { Spinner } from "../ui/Spinner";

const SELECTION_CHANGED: ProblemCode = "selection_changed";
const OTHERS_MATCH = "More orders match by now. Nothing was done: look again what it comes to.";

type Props = {
  readonly ask: BulkAsk;
  /** As in "12 orders". */
  readonly subject: string;
  readonly returnTo: () => HTMLElement | null;
  readonly onStarted: () => void;
  readonly onClose: () => void;
};

function Problems({ forecast }: { readonly forecast: BulkForecast }) {
  const { problems, cannot } = forecast;
  if (problems.length === 0) return null;
  return (
    <ul
      aria-label="Orders that cannot be changed"
      tabIndex={0}
      className="mt-3 max-h-[176px] overflow-y-auto rounded-[8px] border border-line"
    >
      {problems.map(({ order_id, order_number, reason }) => (
        <li
          key={order_id}
          className="flex justify-between gap-4 border-b border-line px-3 py-1.5 text-[13px] last:border-0"
        >
          <span className="tabular-nums">{order_number === null ? order_id : `Order ${order_number}`}</span>
          <span className="text-muted">{reason}</span>
        </li>
      ))}
      {cannot > problems.length && (
        <li className="px-3 py-1.5 text-[13px] text-muted">
          and {formatCount(cannot - problems.length)} more
        </li>
      )}
    </ul>
  );
}

/** The same press again, when the answer got lost, makes no second job. */
function useStart({ ask, onStarted, onClose }: Props, onChanged: () => Promise<unknown>) {
  const { api, book } = useJobs();
  const [keys] = useState(() => new IdempotencyKeys());
  const [isBusy, setIsBusy] = useState(false);
  const [error, setError] = useState<string>();
  const start = async (forecast: BulkForecast) => {
    setIsBusy(true);
    setError(undefined);
    try {
      const asked = confirmed(ask, forecast);
      await book.begin(api.start(asked, keys.keyFor(asked)));
      onClose();
      onStarted();
    } catch (problem) {
      const isOther = problem instanceof ApiError && problem.code === SELECTION_CHANGED;
      setError(isOther ? OTHERS_MATCH : formlessMessageOf(problem));
      // What it would come to now is to be confirmed anew.
      if (isOther) await onChanged();
      setIsBusy(false);
    }
  };
  return { start, isBusy, error };
}

const question = ({ action, status }: BulkAsk, subject: string) =>
  action === "delete" ? `Delete ${subject}?` : `Mark ${subject} ${status}?`;

export function BulkDialog(props: Props) {
  const { ask, subject, returnTo, onClose } = props;
  const { api } = useJobs();
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ["bulk forecast", ask],
    queryFn: async () => await api.forecast(ask),
    gcTime: 0,
    staleTime: Infinity,
  });
  const start = useStart(props, refetch);
  const isDelete = ask.action === "delete";
  const failure = start.error ?? (error && !isFetching ? formlessMessageOf(error) : undefined);

  return (
    <LazyDialog title={question(ask, subject)} returnTo={returnTo} onClose={onClose}>
      <div aria-live="polite" className="mt-2 min-h-5 text-muted">
        {isFetching && (
          <span className="inline-flex items-center gap-2">
            <Spinner /> Looking at each of them…
          </span>
        )}
        {data && !isFetching && <p>{forecastText(data, ask.status)}.</p>}
      </div>
      {data && !isFetching && <Problems forecast={data} />}
      {failure && (
        <p role="alert" className="mt-3 text-[13px] text-danger-text">
          {failure}
        </p>
      )}
      <div className="mt-5 flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        {error && !isFetching && <Button onClick={() => void refetch()}>Retry</Button>}
        {data && !isFetching && data.will_change > 0 && (
          <Button
            tone={isDelete ? "danger" : "primary"}
            busy={start.isBusy}
            onClick={() => void start.start(data)}
          >
            {isDelete ? "Delete" : "Change"} {ordersText(data.will_change)}
          </Button>
        )}
      </div>
    </LazyDialog>
  );
}
