"use client";
import type { Mail } from "@order-desk/contract";
import { useMail, type MailResult } from "../../hooks/useMail";
import { useMailRoute } from "../../hooks/useMailRoute";
import { useSettings } from "../../hooks/useSettings";
import { CoveredStatus } from "../orders/CoveredStatus";
import { PanelSkeleton } from "../orders/PanelSkeleton";
import { Panel } from "../ui/Panel";
import { PanelMessage } from "../ui/PanelMessage";
import { useDocumentTitle } from "../ui/useDocumentTitle";
import { useReturnFocus } from "../ui/useReturnFocus";
import { MailActions } from "./MailActions";
import { MailBadge } from "./MailBadge";
import { MailFacts, MailNote } from "./MailFacts";
import { MailHistory } from "./MailHistory";
import { MailPreview } from "./MailPreview";
import { recipientOf } from "./mailText";

/** The panel when there is no mail to show, and what to do then. */
const INSTEAD = {
  missing: {
    title: "No such mail",
    text: "There is no mail at this address: perhaps the address is not complete.",
  },
  error: {
    title: "The mail could not be loaded",
    text: "The server did not answer. Try again in a moment.",
  },
} as const;

function Content({ mail }: { readonly mail: Mail }) {
  return (
    <>
      <MailActions mail={mail} />
      <div className="min-h-0 flex-1 overflow-y-auto px-4 py-4 lg:px-[18px]">
        <MailNote mail={mail} />
        <MailFacts mail={mail} />
        <MailPreview mail={mail} />
        <MailHistory history={mail.history} />
      </div>
    </>
  );
}

const rowOf = (id: string) => document.querySelector<HTMLElement>(`[data-mail-id="${CSS.escape(id)}"]`);

function titleOf(mail: Mail | undefined, state: MailResult["state"]): string {
  if (mail) return `Mail to ${recipientOf(mail)}`;
  return state === "missing" || state === "error" ? INSTEAD[state].title : "Mail";
}

export function MailPanel({ id }: { readonly id: string }) {
  const { mail, state, retry } = useMail(id);
  const { closeMail } = useMailRoute();
  const { shopName } = useSettings();
  const title = titleOf(mail, state);
  useDocumentTitle(`${title} · ${shopName}`);
  useReturnFocus(() => rowOf(id));

  return (
    <Panel
      title={title}
      subject={`${id} ${state}`}
      onClose={closeMail}
      badge={mail && <MailBadge mail={mail} />}
    >
      {state === "loading" && <PanelSkeleton />}
      {mail && <Content mail={mail} />}
      {(state === "missing" || state === "error") && (
        <PanelMessage text={INSTEAD[state].text} onRetry={state === "error" && retry} onClose={closeMail} />
      )}
      <CoveredStatus />
    </Panel>
  );
}
