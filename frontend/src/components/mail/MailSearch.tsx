"use client";
import { Search } from "lucide-react";
import type { RefObject } from "react";
import { useMailRoute } from "../../hooks/useMailRoute";
import { useTypedSearch } from "../../hooks/useTypedSearch";
import { cx } from "../ui/cx";
import { Kbd } from "../ui/Kbd";

const LONGEST = 254;

type Props = { readonly inputRef: RefObject<HTMLInputElement | null>; readonly className?: string };

export function MailSearch({ inputRef, className }: Props) {
  const { typed, type } = useTypedSearch(useMailRoute());
  return (
    <form
      role="search"
      onSubmit={(event) => event.preventDefault()}
      className={cx("relative min-w-0", className)}
    >
      <Search
        size={16}
        strokeWidth={1.75}
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-3 -translate-y-1/2 text-muted"
      />
      <input
        ref={inputRef}
        type="search"
        aria-label="Search mails by recipient or order number"
        aria-keyshortcuts="/"
        placeholder="Recipient or order number"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={LONGEST}
        enterKeyHint="search"
        value={typed}
        onChange={(event) => type(event.target.value)}
        className="h-11 w-full rounded-[8px] border border-line bg-surface pr-10 pl-9 text-[16px] text-text placeholder:text-faint focus-visible:outline-2 focus-visible:outline-offset-0 lg:h-[34px] lg:text-[14px] [&::-webkit-search-cancel-button]:hidden"
      />
      {typed === "" && (
        <span
          aria-hidden
          className="pointer-events-none absolute top-1/2 right-2 -translate-y-1/2 max-lg:hidden"
        >
          <Kbd>/</Kbd>
        </span>
      )}
    </form>
  );
}
