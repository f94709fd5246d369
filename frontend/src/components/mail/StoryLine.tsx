import type { Order, OrderStatus, StoryEntry } from "@order-desk/contract";
import { Mail, Pencil, Plus, Trash2, Undo2, type LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { useMailRoute } from "../../hooks/useMailRoute";
import { mailHref } from "../../lib/mailRoute";
import type { StoryItem } from "../../lib/story";
import { onPlainClick } from "../ui/onPlainClick";
import { STATUS_LOOK } from "../orders/statusLook";
import { RelativeTime } from "../ui/RelativeTime";
import { useNow } from "../ui/useNow";
import { MailBadge } from "./MailBadge";
import { whyNotSent, recipientOf } from "./mailText";
import { BY, storyChanges, storyTitle, type StoryChange } from "./storyText";

const ICONS: Readonly<Record<StoryEntry["kind"], LucideIcon>> = {
  created: Plus,
  updated: Pencil,
  deleted: Trash2,
  undone: Undo2,
  restored: Undo2,
  reconciled: Pencil,
};

type LineProps = { readonly icon: LucideIcon; readonly at: string; readonly children: ReactNode };

function Line({ icon: Icon, at, children }: LineProps) {
  return (
    <li className="flex gap-2.5 py-2">
      <span
        aria-hidden
        className="mt-px flex size-[20px] shrink-0 items-center justify-center rounded-full border border-line text-muted"
      >
        <Icon size={12} strokeWidth={1.75} />
      </span>
      <div className="min-w-0 flex-1">{children}</div>
      <span className="shrink-0 text-[13px] text-muted tabular-nums">
        <RelativeTime iso={at} />
      </span>
    </li>
  );
}

function Change({ change: { field, label, from, to } }: { readonly change: StoryChange }) {
  return (
    <p className="[overflow-wrap:anywhere]">
      {field !== "status" && <span className="text-muted">{label} </span>}
      <bdi>{from}</bdi>
      <span aria-label="changed to"> → </span>
      <bdi className="font-semibold">{to}</bdi>
    </p>
  );
}

function statusIcon({ changes }: StoryEntry): LucideIcon | undefined {
  const to = changes.find(({ field }) => field === "status")?.to;
  return (STATUS_LOOK as Partial<Record<string, (typeof STATUS_LOOK)[OrderStatus]>>)[String(to)]?.icon;
}

function EntryLine({
  entry,
  order,
}: {
  readonly entry: StoryEntry;
  readonly order: Pick<Order, "currency">;
}) {
  const changes = storyChanges(entry, order);
  const icon = (changes.length > 0 ? statusIcon(entry) : undefined) ?? ICONS[entry.kind];
  return (
    <Line icon={icon} at={entry.at}>
      {(changes.length === 0 || entry.kind === "reconciled") && <p>{storyTitle(entry)}</p>}
      {changes.map((change) => (
        <Change key={change.field} change={change} />
      ))}
      <p className="text-[13px] text-muted">{BY[entry.by]}</p>
    </Line>
  );
}

function MailLine({ mail }: { readonly mail: Extract<StoryItem, { kind: "mail" }>["mail"] }) {
  const { openMail } = useMailRoute();
  const now = useNow("slow");
  const said = mail.state === "sent" ? mail.response : whyNotSent(mail, now) || null;
  return (
    <Line icon={Mail} at={mail.updated_at}>
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <a
          href={mailHref({ q: "", openId: mail._id })}
          onClick={onPlainClick(() => openMail(mail._id))}
          className="relative after:absolute after:-inset-x-2 after:-inset-y-3.5 hover:underline lg:after:hidden"
        >
          Mail: {STATUS_LOOK[mail.to_status].label.toLowerCase()}
        </a>
        <MailBadge mail={mail} />
      </p>
      <p className="text-[13px] [overflow-wrap:anywhere] text-muted">
        <bdi>{said ?? recipientOf(mail)}</bdi>
      </p>
    </Line>
  );
}

export function StoryLine({
  item,
  order,
}: {
  readonly item: StoryItem;
  readonly order: Pick<Order, "currency">;
}) {
  return item.kind === "mail" ? (
    <MailLine mail={item.mail} />
  ) : (
    <EntryLine entry={item.entry} order={order} />
  );
}
