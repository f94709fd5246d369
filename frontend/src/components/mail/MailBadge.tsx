import type { MailSummary } from "@order-desk/contract";
import { cx } from "../ui/cx";
import { lookOf, stateColours } from "./mailLook";

export function MailBadge({ mail }: { readonly mail: Pick<MailSummary, "state" | "held"> }) {
  const look = lookOf(mail);
  return (
    <span
      style={stateColours(look)}
      className="status inline-flex h-[24px] items-center gap-1.5 rounded-[7px] px-2 text-[12.5px] leading-[24px] font-medium whitespace-nowrap"
    >
      <span aria-hidden className={cx("status-dot", mail.state === "sending" && "busy-dot")} />
      {look.label}
    </span>
  );
}
