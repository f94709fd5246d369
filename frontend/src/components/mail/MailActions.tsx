"use client";
import { mailActions, type Mail, type MailAction, type MailState } from "@order-desk/contract";
import { CirclePause, CirclePlay, RotateCw, Send, type LucideIcon } from "lucide-react";
import { useState } from "react";
import { useMailAction } from "../../hooks/useMail";
import { useMailRoute } from "../../hooks/useMailRoute";
import { formlessMessageOf } from "../../lib/apiError";
import { Button } from "../ui/Button";

const LOOK: Readonly<Record<MailAction, { readonly label: string; readonly icon: LucideIcon }>> = {
  send_again: { label: "Send again", icon: RotateCw },
  send_now: { label: "Send now", icon: Send },
  hold: { label: "Hold", icon: CirclePause },
  release: { label: "Release", icon: CirclePlay },
};

const INVITING: ReadonlySet<MailState> = new Set(["failed", "unknown"]);

const NOT_DONE: Readonly<Record<MailAction, string>> = {
  send_again: "It was not sent again.",
  send_now: "It was not sent now.",
  hold: "It was not held.",
  release: "It was not released.",
};

function useActions(id: string) {
  const { mutateAsync } = useMailAction(id);
  const [pending, setPending] = useState<MailAction>();
  const [problem, setProblem] = useState<string>();
  /** The mail that was made to be sent in place of this one, which is sent already. */
  const [copyId, setCopyId] = useState<string>();
  const act = async (action: MailAction) => {
    setPending(action);
    setProblem(undefined);
    try {
      const mail = await mutateAsync(action);
      setCopyId(mail._id === id ? undefined : mail._id);
    } catch (error) {
      setProblem(`${NOT_DONE[action]} ${formlessMessageOf(error)}`);
    } finally {
      setPending(undefined);
    }
  };
  return { act, pending, problem, copyId };
}

/** What may be done with the mail as it is now. On a phone it is the bar at the bottom. */
export function MailActions({ mail }: { readonly mail: Mail }) {
  const { act, pending, problem, copyId } = useActions(mail._id);
  const { openMail } = useMailRoute();
  const allowed = mailActions(mail);
  // The button that was pressed stays until its answer is here, whatever the mail has become meanwhile.
  const actions = pending && !allowed.includes(pending) ? [pending, ...allowed] : allowed;
  if (actions.length === 0 && !problem && copyId === undefined) return null;
  return (
    <div className="shrink-0 px-4 pt-3 max-lg:order-last max-lg:border-t max-lg:border-line max-lg:pb-[calc(12px+env(safe-area-inset-bottom))] lg:px-[18px] lg:pt-[18px]">
      <div className="flex flex-wrap gap-2.5">
        {actions.map((action, index) => {
          const { label, icon: Icon } = LOOK[action];
          // Only what waits for somebody is an invitation.
          const isInvited = index === 0 && (INVITING.has(mail.state) || mail.held);
          return (
            <Button
              key={action}
              tone={isInvited ? "primary" : "plain"}
              busy={pending === action}
              onClick={() => void act(action)}
              className="max-lg:flex-1"
            >
              {pending !== action && <Icon size={16} strokeWidth={1.75} aria-hidden />}
              {label}
            </Button>
          );
        })}
      </div>
      {problem && (
        <p role="alert" className="mt-2.5 text-[13px] [overflow-wrap:anywhere] text-danger-text">
          {problem}
        </p>
      )}
      {copyId !== undefined && (
        <p role="status" className="mt-2.5 text-[13px] text-muted">
          A second mail was queued.{" "}
          <button
            type="button"
            onClick={() => openMail(copyId)}
            className="min-h-11 font-medium text-accent-text hover:underline lg:min-h-0"
          >
            See it
          </button>
        </p>
      )}
    </div>
  );
}
