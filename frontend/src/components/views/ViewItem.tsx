"use client";
import {
  ArrowDown,
  ArrowUp,
  Bell,
  BellOff,
  Clock,
  Ellipsis,
  Link,
  ListFilter,
  Pencil,
  Trash2,
  UsersRound,
} from "lucide-react";
import { useDeskRoute } from "../../hooks/useDeskRoute";
import { useListCount } from "../../hooks/useListCount";
import { useTellMe } from "../../hooks/useTellMe";
import { ageText } from "../../lib/ageText";
import { formatListCount } from "../../lib/format";
import type { DeskView } from "../../lib/viewStore";
import { viewHref } from "../orders/links";
import { cx } from "../ui/cx";
import { IconButton } from "../ui/IconButton";
import { MenuButton } from "../ui/MenuButton";
import { onPlainClick } from "../ui/onPlainClick";
import { notify } from "../ui/notify";
import { useViewActions } from "./useViewActions";

const ICONS = { aged: Clock, shared: UsersRound, mine: ListFilter } as const;
const kindOf = ({ age, isShared }: DeskView) => (age ? "aged" : isShared ? "shared" : "mine");
export const viewIcon = (view: DeskView) => ICONS[kindOf(view)];

function Count({ view }: { readonly view: DeskView }) {
  const count = useListCount(view._id, view.query, { age: view.age });
  if (!count) return null;
  const aged = count.aged ?? 0;
  return (
    <span className="ml-auto flex gap-1.5 pl-1 text-[13px] font-normal tabular-nums">
      {view.age && aged > 0 && (
        <span
          title={`${formatListCount(aged)} ${ageText(view.age)}`}
          className="rounded-[5px] bg-status-wait/15 px-1 font-medium text-[var(--status-pending-text)]"
        >
          {formatListCount(aged)}
        </span>
      )}
      <span className="text-muted">{formatListCount(count.total)}</span>
    </span>
  );
}

type Props = {
  readonly view: DeskView;
  readonly isShown: boolean;
  readonly onEdit: () => void;
  readonly onShown?: (() => void) | undefined;
};

const tellNotAllowed = () =>
  notify({
    id: "not-allowed",
    tone: "problem",
    title: "The browser shows no notifications",
    detail:
      "There is a sound and a message here. Allow notifications for this page to have them on the desktop.",
  });

function Actions({ view, isShown, onEdit }: Props) {
  const { move, remove, copyLink } = useViewActions();
  const { isOn, toggle } = useTellMe(view);
  return (
    <MenuButton
      as={IconButton}
      trigger={{ icon: Ellipsis, label: `Actions for the view ${view.name}`, className: "lg:size-7" }}
      label={view.name}
      entries={[
        { key: "edit", label: "Edit", icon: Pencil, onSelect: onEdit },
        {
          key: "tell",
          label: isOn ? "Do not tell me" : "Tell me of new ones",
          icon: isOn ? BellOff : Bell,
          onSelect: () => void toggle().then((mayNotify) => !mayNotify && tellNotAllowed()),
        },
        { key: "link", label: "Copy link", icon: Link, onSelect: () => copyLink(view) },
        { key: "up", label: "Move up", icon: ArrowUp, onSelect: () => move(view, -1) },
        { key: "down", label: "Move down", icon: ArrowDown, onSelect: () => move(view, 1) },
        { key: "delete", label: "Delete", icon: Trash2, danger: true, onSelect: () => remove(view, isShown) },
      ]}
    />
  );
}

export function ViewItem(props: Props) {
  const { view, isShown, onShown } = props;
  const { showView } = useDeskRoute();
  const { isOn } = useTellMe(view);
  const Icon = ICONS[kindOf(view)];
  return (
    <li
      className={cx(
        "flex h-11 items-center rounded-[7px] text-[14px] lg:h-8",
        isShown ? "bg-hover font-medium" : "text-muted transition-colors hover:bg-hover hover:text-text",
      )}
    >
      <a
        href={viewHref(view._id)}
        aria-current={isShown ? "page" : undefined}
        onClick={onPlainClick(() => {
          onShown?.();
          showView(view._id);
        })}
        className="flex h-full min-w-0 flex-1 items-center gap-2.5 rounded-[7px] px-2"
      >
        <Icon size={16} strokeWidth={1.75} aria-hidden className="shrink-0" />
        <span className="truncate" title={view.name}>
          {view.name}
        </span>
        {isOn && (
          <Bell size={12} strokeWidth={1.75} aria-label="You are told of new ones" className="shrink-0" />
        )}
        <Count view={view} />
      </a>
      <span className="view-actions">
        <Actions {...props} />
      </span>
    </li>
  );
}
