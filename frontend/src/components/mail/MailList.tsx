"use client";
// The list of mails: what is shown while it loads, fails, is empty, or has mails.
import { Mail, SearchX, ServerOff } from "lucide-react";
import { useLiveMailCounts } from "../../hooks/useMailCounts";
import { useMailList } from "../../hooks/useMailList";
import { useMailMode } from "../../hooks/useMailMode";
import { useMailRoute } from "../../hooks/useMailRoute";
import { ListMessage } from "../orders/ListMessage";
import { SkeletonRows } from "../orders/SkeletonRows";
import { StaleBanner } from "../orders/StaleBanner";
import { Button } from "../ui/Button";
import { ListEnd } from "../ui/ListEnd";
import { stateLabel } from "./mailLook";
import { MailSetup } from "./MailSetup";
import { MailTable } from "./MailTable";
import { MailTabs } from "./MailTabs";

function Unreachable({
  error,
  onRetry,
}: {
  readonly error: string | undefined;
  readonly onRetry: () => void;
}) {
  const retry = (
    <Button tone="primary" onClick={onRetry}>
      Retry
    </Button>
  );
  return (
    <ListMessage icon={ServerOff} title="The mails could not be loaded" actions={retry}>
      <p role="alert" className="mt-1.5 max-w-[46ch] text-muted">
        {error}
      </p>
    </ListMessage>
  );
}

function NothingHere() {
  const { state, q, showAll } = useMailRoute();
  const isNarrowed = state !== undefined || q !== "";
  const title = q ? "Nothing found" : state ? `No ${stateLabel(state).toLowerCase()} mails` : "No mails yet";
  const text = q
    ? `No mail ${state ? `in “${stateLabel(state)}” ` : ""}goes to an address that begins with “${q}”, or belongs to an order of this number.`
    : state
      ? "They appear here the moment there are some."
      : "Customers get one for each change of their order's status. Each is listed here, with what became of it.";
  return (
    <ListMessage
      icon={q ? SearchX : Mail}
      title={title}
      actions={isNarrowed && <Button onClick={showAll}>{q ? "Clear filters" : "Show all mails"}</Button>}
    >
      <p className="mt-1.5 max-w-[52ch] [overflow-wrap:anywhere] text-muted">{text}</p>
    </ListMessage>
  );
}

/** Below the list, so that no row moves when it comes. */
function CapturedBanner() {
  if (useMailMode() !== "captured") return null;
  return (
    <section
      aria-label="No mail server"
      className="max-h-[50%] shrink-0 overflow-y-auto border-t border-line bg-canvas px-4 py-2.5 pb-[calc(10px+env(safe-area-inset-bottom))] text-[13px] lg:px-5"
    >
      <p>
        <strong className="font-semibold">No mail server is configured.</strong>{" "}
        <span className="text-muted">Mails are recorded here as captured; none is sent.</span>
      </p>
      <MailSetup />
    </section>
  );
}

export function MailList() {
  const { state, q } = useMailRoute();
  const list = useMailList({ state, q });
  const counts = useLiveMailCounts();
  const { rows, hasMore, isLoadingMore, error, retry, loadMore } = list;
  const isEmpty = list.state === "ready" && rows.length === 0 && !hasMore;
  return (
    <>
      <MailTabs counts={counts} ready={list.state !== "loading"} />
      <div className="relative flex min-h-0 flex-1 flex-col">
        {list.state === "loading" && <SkeletonRows label="Loading mails" />}
        {list.state === "error" && <Unreachable error={error} onRetry={retry} />}
        {isEmpty && <NothingHere />}
        {list.state === "ready" && !isEmpty && (
          <MailTable
            key={`${state ?? ""} ${q}`}
            rows={rows}
            total={hasMore ? undefined : rows.length}
            onNearEnd={hasMore && !isLoadingMore && !error ? loadMore : undefined}
            footer={
              <ListEnd
                what="mails"
                hasMore={hasMore}
                isLoadingMore={isLoadingMore}
                error={error}
                onRetry={retry}
              />
            }
          />
        )}
      </div>
      {list.state === "ready" && <StaleBanner error={error} onRetry={retry} />}
      <CapturedBanner />
    </>
  );
}
