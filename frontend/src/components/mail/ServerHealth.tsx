"use client";
// What the live status panel says of mail and of the worker behind it.
import type { Health } from "@order-desk/contract";
import { formatCount, formatExact, formatMoment } from "../../lib/format";
import { pushAddress } from "../../hooks/deskHistory";
import { onPlainClick } from "../ui/onPlainClick";
import { useNow } from "../ui/useNow";

const DAY_MS = 86_400_000;

function Row({ href, children }: { readonly href: string; readonly children: string }) {
  return (
    <a
      href={href}
      onClick={onPlainClick(() => pushAddress(href))}
      className="flex min-h-11 items-center font-medium text-danger-text underline-offset-2 hover:underline lg:min-h-0"
    >
      {children}
    </a>
  );
}

function stateText({ mode, waiting, failed, unknown }: Health["mail"]): string | undefined {
  if (mode === "captured") return "captured, no mail server configured";
  if (waiting === null) return "unknown";
  if (waiting > 0) return `${formatCount(waiting)} waiting`;
  return failed || unknown ? undefined : "all sent";
}

/** Mails that wait, and links to those that somebody has to look at. */
export function MailHealth({ mail }: { readonly mail: Health["mail"] }) {
  const { failed, unknown } = mail;
  const text = stateText(mail);
  return (
    <>
      {text && <p>{text}</p>}
      {failed ? <Row href="/mail?state=failed">{`${formatCount(failed)} failed`}</Row> : null}
      {unknown ? (
        <Row href="/mail?state=unknown">
          {unknown === 1 ? "1 mail needs a decision" : `${formatCount(unknown)} mails need a decision`}
        </Row>
      ) : null}
    </>
  );
}

/** An alarm for a day: after that it is no news any more, and the log still has it. */
export function HistoryLost({ worker }: { readonly worker: Health["worker"] }) {
  const now = useNow("slow");
  const { history_lost_at: at } = worker;
  if (at === null || now - new Date(at).getTime() > DAY_MS) return null;
  return (
    <p role="alert" className="mt-2.5 text-[13px] text-danger-text">
      History was lost at{" "}
      <time dateTime={at} title={formatExact(at)}>
        {formatMoment(at, now)}
      </time>
      : mails were caught up; look at the log.
    </p>
  );
}
