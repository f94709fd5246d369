"use client";
import { Mail, Plus } from "lucide-react";
import { useDeskRoute } from "../../hooks/useDeskRoute";
import { openMailPage } from "../../hooks/useMailPage";
import { useSettings } from "../../hooks/useSettings";
import { Button } from "../ui/Button";
import { HeaderMenu } from "../ui/HeaderMenu";
import { LiveStatus } from "./LiveStatus";

export function DeskHeader() {
  const { apiUrl } = useSettings();
  const { openNew } = useDeskRoute();
  return (
    <header className="flex h-14 shrink-0 items-center gap-3 border-line pr-2 pl-4 lg:border-b lg:px-5">
      <h1 className="text-[20px] font-semibold tracking-[-0.01em] lg:text-[15px] lg:tracking-normal">
        Orders
      </h1>
      <LiveStatus />
      {/* As wide as its button from the start: a browser may draw the page when it has read half of it. */}
      <div className="ml-auto flex items-center gap-2 lg:min-w-[122px]">
        <Button
          tone="primary"
          onClick={openNew}
          aria-keyshortcuts="n"
          className="max-sm:hidden lg:w-full lg:justify-start"
        >
          <Plus size={16} strokeWidth={1.75} aria-hidden />
          New order
        </Button>
        <span className="lg:hidden">
          <HeaderMenu
            apiUrl={apiUrl}
            elsewhere={{ key: "mail", label: "Mail", icon: Mail, onSelect: openMailPage }}
          />
        </span>
      </div>
    </header>
  );
}
