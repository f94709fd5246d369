"use client";
import { BookOpen, Inbox, Mail } from "lucide-react";
import { useDeskRoute } from "../../hooks/useDeskRoute";
import { MAIL_PAGE, openMailPage, useMailPage } from "../../hooks/useMailPage";
import { useOrderCounts } from "../../hooks/useOrderCounts";
import { useSettings } from "../../hooks/useSettings";
import { formatCount } from "../../lib/format";
import { LazyMailAttention } from "../mail/lazyMail";
import { LazyViewsList } from "../views/lazyViews";
import { cx } from "../ui/cx";
import { ThemeToggle } from "../ui/ThemeToggle";
import { onPlainClick } from "../ui/onPlainClick";
import { listHref } from "./links";
import { Logo } from "./Logo";
import { totalOf } from "./totalOf";

const ITEM =
  "flex h-8 w-full items-center gap-2.5 rounded-[7px] px-2 text-[14px] text-muted transition-colors hover:bg-hover hover:text-text";
const PAGE = "flex h-8 items-center gap-2.5 rounded-[7px] px-2 text-[14px]";
const CURRENT = "bg-hover font-medium";
const OTHER = "text-muted transition-colors hover:bg-hover hover:text-text";

export function SideBar() {
  const { apiUrl, shopName } = useSettings();
  const { showAll, view, isViewGone } = useDeskRoute();
  const counts = useOrderCounts();
  const { isMail } = useMailPage();
  const isElsewhere = isMail || (view !== undefined && !isViewGone);
  return (
    <nav
      aria-label="Main"
      className="hidden w-[208px] shrink-0 flex-col border-r border-line bg-canvas px-2.5 pb-3 lg:flex"
    >
      <p className="flex h-14 items-center gap-2.5 px-2 font-semibold">
        <Logo />
        <span className="truncate" title={shopName}>
          {shopName}
        </span>
      </p>
      <a
        href={listHref()}
        aria-current={isElsewhere ? undefined : "page"}
        onClick={onPlainClick(() => showAll())}
        className={cx(PAGE, isElsewhere ? OTHER : CURRENT)}
      >
        <Inbox size={16} strokeWidth={1.75} aria-hidden />
        Orders
        <span className="ml-auto text-[13px] font-normal text-muted tabular-nums">
          {counts && formatCount(totalOf(counts))}
        </span>
      </a>
      <a
        href={MAIL_PAGE}
        aria-current={isMail ? "page" : undefined}
        onClick={onPlainClick(openMailPage)}
        className={cx(PAGE, "mt-0.5", isMail ? CURRENT : OTHER)}
      >
        <Mail size={16} strokeWidth={1.75} aria-hidden />
        Mail
        <LazyMailAttention />
      </a>
      <LazyViewsList />
      <div className="mt-auto pt-3">
        <a href={`${apiUrl}/api/docs`} className={ITEM}>
          <BookOpen size={16} strokeWidth={1.75} aria-hidden />
          API
        </a>
        <ThemeToggle className={ITEM} />
      </div>
    </nav>
  );
}
