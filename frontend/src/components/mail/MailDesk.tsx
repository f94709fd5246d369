"use client";
// The Mail page: the list of mails, and one of them beside it.
import { useRef } from "react";
import { useMailFeed } from "../../hooks/useMailBook";
import { useMailRoute } from "../../hooks/useMailRoute";
import { useSettings } from "../../hooks/useSettings";
import { useListCovered } from "../list/useListCovered";
import { useDocumentTitle } from "../ui/useDocumentTitle";
import { useShortcuts } from "../ui/useShortcuts";
import { MailHeader } from "./MailHeader";
import { MailList } from "./MailList";
import { MailPanel } from "./MailPanel";

export function MailDesk() {
  const { openId, closeMail } = useMailRoute();
  const { shopName } = useSettings();
  const isCovered = useListCovered();
  const searchRef = useRef<HTMLInputElement>(null);
  useMailFeed();
  useDocumentTitle(openId === undefined ? `Mail · ${shopName}` : undefined);

  const focusSearch = () => {
    searchRef.current?.focus();
    searchRef.current?.select();
  };
  useShortcuts({ "/": focusSearch }, !isCovered);
  useShortcuts({ Escape: closeMail });

  return (
    <>
      <main inert={isCovered} className="flex min-w-0 flex-1 flex-col bg-surface">
        <MailHeader searchRef={searchRef} />
        <MailList />
      </main>
      {openId !== undefined && <MailPanel key={openId} id={openId} />}
    </>
  );
}
