"use client";
import type { Mail } from "@order-desk/contract";
import type { ReactNode } from "react";
import { useDeskRoute } from "../../hooks/useDeskRoute";
import { useMailMode } from "../../hooks/useMailMode";
import { orderHref } from "../orders/links";
import { onPlainClick } from "../ui/onPlainClick";
import { Fact } from "../ui/Fact";
import { RelativeTime } from "../ui/RelativeTime";
import { useNow } from "../ui/useNow";
import { lookOf } from "./mailLook";
import { MailSetup } from "./MailSetup";
import { changeText, triesText, whyNotSent, recipientOf } from "./mailText";

function Note({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section
      aria-label={title}
      className="mb-4 rounded-[9px] border border-line bg-canvas px-3.5 py-3 text-[13px]"
    >
      <p className="font-semibold">{title}</p>
      {children}
    </section>
  );
}

function Captured() {
  const mode = useMailMode();
  if (mode === "smtp")
    return (
      <Note title="It was recorded, not sent">
        <p className="text-muted">There was no mail server then. Now there is one: it can be sent again.</p>
      </Note>
    );
  return (
    <Note title="No mail server is configured">
      <p className="text-muted">This mail was recorded here as captured; it was not sent.</p>
      <MailSetup />
    </Note>
  );
}

/** Why it is where it is, and what that means. */
export function MailNote({ mail }: { readonly mail: Mail }) {
  const now = useNow("slow");
  if (mail.state === "captured") return <Captured />;
  const { label, meaning } = lookOf(mail);
  const why = whyNotSent(mail, now);
  if (!meaning && !why) return null;
  return (
    <Note title={label}>
      {meaning && <p className="text-muted">{meaning}</p>}
      {why && <p className="mt-1 font-mono text-[12.5px] [overflow-wrap:anywhere]">{why}</p>}
    </Note>
  );
}

export function MailFacts({ mail }: { readonly mail: Mail }) {
  const { openOrder } = useDeskRoute();
  return (
    <dl>
      <Fact name="To">
        <bdi>{recipientOf(mail)}</bdi>
      </Fact>
      <Fact name="From">
        <bdi>{mail.from}</bdi>
      </Fact>
      <Fact name="Subject">
        <bdi>{mail.subject}</bdi>
      </Fact>
      <Fact name="Order">
        <a
          href={orderHref(mail.order_id)}
          onClick={onPlainClick(() => openOrder(mail.order_id))}
          className="relative text-accent-text after:absolute after:-inset-x-4 after:-inset-y-3.5 hover:underline lg:after:hidden"
        >
          {mail.order_number}
        </a>
        <span className="text-muted"> · {changeText(mail)}</span>
      </Fact>
      <Fact name="Created">
        <RelativeTime iso={mail.created_at} phrase />
        {mail.attempts > 0 && <span className="text-muted"> · {triesText(mail.attempts)}</span>}
      </Fact>
      <Fact name="Message-ID">
        <span className="font-mono text-[12.5px]">{mail.message_id}</span>
      </Fact>
    </dl>
  );
}
