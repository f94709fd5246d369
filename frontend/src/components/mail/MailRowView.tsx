import type { MailSummary } from "@order-desk/contract";
import { useLayoutEffect, useRef, type CSSProperties } from "react";
import { orderHref } from "../orders/links";
import { onPlainClick } from "../ui/onPlainClick";
import { cx } from "../ui/cx";
import { RelativeTime } from "../ui/RelativeTime";
import { prefersReducedMotion } from "../ui/useMediaQuery";
import { useNow } from "../ui/useNow";
import { MailBadge } from "./MailBadge";
import { changeText, triesText, whyNotSent, recipientOf } from "./mailText";

const GLOW_MS = 1200;

/** Lights the row up once when its mail changes while it is in view. */
function ChangeGlow({ at }: { readonly at: string }) {
  const lightRef = useRef<HTMLSpanElement>(null);
  const shownRef = useRef(at);
  useLayoutEffect(() => {
    if (shownRef.current === at) return;
    shownRef.current = at;
    if (prefersReducedMotion()) return;
    lightRef.current?.animate([{ opacity: 1 }, { opacity: 0 }], { duration: GLOW_MS, easing: "ease-out" });
  }, [at]);
  return (
    <span
      ref={lightRef}
      aria-hidden
      className="pointer-events-none absolute inset-0 -z-10 bg-glow opacity-0"
    />
  );
}

function Cells({ mail, href, onOrder }: Pick<Props, "mail" | "href" | "onOrder">) {
  const now = useNow("slow");
  const why = whyNotSent(mail, now);
  return (
    <>
      <td role="gridcell" data-area="to">
        <ChangeGlow at={mail.updated_at} />
        <a href={href} tabIndex={-1} dir="auto" title={mail.to} className="block truncate">
          {recipientOf(mail)}
        </a>
      </td>
      <td role="gridcell" data-area="order">
        <a
          href={orderHref(mail.order_id)}
          tabIndex={-1}
          title={`Order ${mail.order_number}`}
          className="hover:underline"
          onClick={(event) => {
            event.stopPropagation();
            onPlainClick(onOrder)(event);
          }}
        >
          {mail.order_number}
        </a>
      </td>
      <td role="gridcell" data-area="change">
        <span className="block truncate">{changeText(mail)}</span>
      </td>
      <td role="gridcell" data-area="state">
        <MailBadge mail={mail} />
      </td>
      <td role="gridcell" data-area="why">
        <span title={why || undefined} className="block truncate">
          {why}
        </span>
      </td>
      <td role="gridcell" data-area="tries" title={triesText(mail.attempts)}>
        {mail.attempts}
      </td>
      <td role="gridcell" data-area="updated">
        <RelativeTime iso={mail.updated_at} />
      </td>
    </>
  );
}

type Props = {
  readonly mail: MailSummary;
  readonly rowKey: string;
  /** Position among all rows, the heading being the first. */
  readonly rowIndex: number;
  readonly href: string;
  readonly isOpen: boolean;
  readonly isTabStop: boolean;
  readonly style: CSSProperties;
  readonly onOpen: () => void;
  readonly onOrder: () => void;
  readonly onFocus: () => void;
};

export function MailRowView({
  rowKey,
  rowIndex,
  isOpen,
  isTabStop,
  style,
  onOpen,
  onFocus,
  ...cells
}: Props) {
  return (
    <tr
      role="row"
      aria-rowindex={rowIndex}
      aria-selected={isOpen}
      data-row={rowKey}
      data-mail-id={cells.mail._id}
      data-needs-look={cells.mail.state === "failed" || cells.mail.state === "unknown" || undefined}
      tabIndex={isTabStop ? 0 : -1}
      style={style}
      className={cx(
        "absolute top-0 left-0 cursor-default focus-visible:z-10 focus-visible:-outline-offset-2",
        isOpen ? "bg-selected" : "bg-surface hover:bg-hover",
      )}
      onClick={onPlainClick(onOpen)}
      onFocus={onFocus}
    >
      <Cells {...cells} />
    </tr>
  );
}
