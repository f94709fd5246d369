"use client";
// The only user of sonner. It is a chunk of its own: nothing on the first screen needs it.
import { CircleAlert, CircleCheck, X } from "lucide-react";
import { useEffect, useState } from "react";
import { toast, Toaster as SonnerToaster } from "sonner";
import { cx } from "./cx";
import type { Notice } from "./notify";
import { Spinner } from "./Spinner";
import { ROOM_BELOW } from "./useRoomBelow";

export { takingBack } from "./takingBack";

let markMounted: () => void;
// sonner drops what is said before its toaster is there.
const mounted = new Promise<void>((resolve) => (markMounted = resolve));

type Action = NonNullable<Notice["action"]>;

function ActionButton({ action, onClose }: { readonly action: Action; readonly onClose: () => void }) {
  return (
    <button
      type="button"
      className="-my-3 inline-flex h-11 shrink-0 items-center rounded-[7px] px-2 text-[14px] font-medium text-accent-text hover:bg-hover lg:-my-1 lg:h-7"
      onClick={() => {
        if (!action.stays) onClose();
        action.run();
      }}
    >
      {action.label}
    </button>
  );
}

/** Whether that moment has come; never without one. */
function useIsOver(until: number | undefined): boolean {
  const [over, setOver] = useState<number>();
  useEffect(() => {
    if (until === undefined) return;
    const timer = setTimeout(() => setOver(until), until - Date.now());
    return () => clearTimeout(timer);
  }, [until]);
  return until !== undefined && over === until;
}

/** How far it is, or how much time is left. */
function Gauge({ progress, until }: Pick<Notice, "progress" | "until">) {
  const [left] = useState(() => (until === undefined ? 0 : Math.max(0, until - Date.now())));
  if (progress === undefined && left === 0) return null;
  const style =
    progress === undefined ? { animationDuration: `${left}ms` } : { transform: `scaleX(${progress})` };
  return (
    <span
      role={progress === undefined ? undefined : "progressbar"}
      aria-label={progress === undefined ? undefined : "Progress"}
      aria-valuenow={progress === undefined ? undefined : Math.round(progress * 100)}
      style={style}
      className={cx(
        "absolute inset-x-0 bottom-0 h-[3px] origin-left bg-accent",
        progress === undefined ? "run-out opacity-60" : "transition-transform duration-300",
      )}
    />
  );
}

const ICONS = { problem: CircleAlert, done: CircleCheck, busy: Spinner } as const;

type CardProps = {
  readonly notice: Notice;
  readonly onHide: () => void;
};

function NoticeCard({ notice, onHide }: CardProps) {
  const onClose = () => {
    // At once: sonner says so some pictures later, and more may be told until then.
    notice.onClose?.();
    onHide();
  };
  const { more, tone = "done" } = notice;
  const action = useIsOver(notice.until) ? undefined : notice.action;
  const Icon = ICONS[tone];
  const isProblem = tone === "problem";
  // Where they stand stays when one of them is over. What went wrong is said whole.
  const isBelow = notice.action !== undefined && (more !== undefined || isProblem);
  const actions = [more, action].flatMap((one) =>
    one ? [<ActionButton key={one.label} action={one} onClose={onClose} />] : [],
  );
  return (
    <div className="relative flex w-full items-start gap-2.5 overflow-hidden rounded-[11px] border border-line bg-raised py-3 pr-2 pl-3.5 font-sans shadow-raised lg:w-[340px]">
      <span aria-hidden className="mt-px shrink-0">
        <Icon size={18} strokeWidth={1.75} />
      </span>
      <div className="min-w-0 flex-1">
        <p className="text-[14px] leading-5 font-semibold">{notice.title}</p>
        {notice.detail && (
          <p
            className={cx("text-[13px] leading-5 text-muted tabular-nums", !isProblem && "truncate")}
            title={notice.detail}
          >
            {notice.detail}
          </p>
        )}
        {/* Beside them there would be no room for what is said. */}
        {isBelow && <div className="mt-2 -ml-2 flex lg:mt-1.5">{actions}</div>}
      </div>
      {!isBelow && actions}
      <button
        type="button"
        aria-label="Close"
        className="-my-3 inline-flex size-11 shrink-0 items-center justify-center rounded-[7px] text-muted hover:bg-hover hover:text-text lg:-my-1 lg:size-7"
        onClick={onClose}
      >
        <X size={16} strokeWidth={1.75} aria-hidden />
      </button>
      <Gauge key={`${notice.until}`} progress={notice.progress} until={notice.until} />
    </div>
  );
}

export async function showNotice(notice: Notice): Promise<void> {
  await mounted;
  toast.custom((id) => <NoticeCard notice={notice} onHide={() => toast.dismiss(id)} />, {
    id: notice.id,
    duration: notice.durationMs ?? 8000,
    // Also when it is swiped away.
    onDismiss: () => notice.onClose?.(),
  });
}

export async function hideNotice(id: string): Promise<void> {
  // Not before what was said before it.
  await mounted;
  toast.dismiss(id);
}

const bottom = (px: number) => `calc(${px}px + var(${ROOM_BELOW}, 0px) + env(safe-area-inset-bottom))`;

type Props = {
  /** The toasts keep clear of the panel on the right, whose buttons stand in that corner. */
  readonly besidePanel: boolean;
  /** They keep clear of the bar of buttons at the lower edge. */
  readonly aboveBar: boolean;
};

export function Toaster({ besidePanel, aboveBar }: Props) {
  useEffect(() => markMounted(), []);
  return (
    <SonnerToaster
      position="bottom-right"
      // Else sonner asks with each message which way one reads, and so for a layout of the whole page, 5 ms of a picture (measured).
      dir="ltr"
      gap={10}
      visibleToasts={3}
      // Above the shade that a dialog lays over the page, below the dialog: its buttons are wanted first.
      style={{ zIndex: 55 }}
      offset={{ bottom: bottom(aboveBar ? 84 : 20), right: besidePanel ? 476 : 20 }}
      mobileOffset={{ bottom: bottom(84), left: 16, right: 16 }}
      containerAriaLabel="Notifications"
    />
  );
}
