"use client";
import { Inbox } from "lucide-react";
import type { RefObject } from "react";
import { useDeskRoute } from "../../hooks/useDeskRoute";
import { useSettings } from "../../hooks/useSettings";
import { LiveStatus } from "../orders/LiveStatus";
import { LazyHeaderMenu } from "../ui/lazyParts";
import { MailSearch } from "./MailSearch";

export function MailHeader({ searchRef }: { readonly searchRef: RefObject<HTMLInputElement | null> }) {
  const { apiUrl } = useSettings();
  const { showAll } = useDeskRoute();
  return (
    <header className="flex shrink-0 flex-wrap items-center gap-x-3 border-line pr-2 pl-4 lg:h-14 lg:border-b lg:px-5">
      <h1 className="flex h-14 items-center text-[20px] font-semibold tracking-[-0.01em] lg:text-[15px] lg:tracking-normal">
        Mail
      </h1>
      <LiveStatus />
      <span className="ml-auto lg:hidden">
        <LazyHeaderMenu
          apiUrl={apiUrl}
          elsewhere={[{ key: "orders", label: "Orders", icon: Inbox, onSelect: () => showAll() }]}
        />
      </span>
      <MailSearch
        inputRef={searchRef}
        className="max-lg:mb-2 max-lg:w-full max-lg:pr-2 lg:ml-auto lg:w-[300px] lg:shrink"
      />
    </header>
  );
}
