"use client";
import { Search } from "lucide-react";
import { useEffect, useEffectEvent, useState, type RefObject } from "react";
import { useMailRoute } from "../../hooks/useMailRoute";
import { cx } from "../ui/cx";
import { Kbd } from "../ui/Kbd";

const PAUSE_MS = 250;
const LONGEST = 254;

/** What is typed goes into the address after a short pause; what the address says otherwise comes back here. */
function useTypedSearch() {
  const { q, search } = useMailRoute();
  const [typed, setTyped] = useState(q);
  const [seen, setSeen] = useState(q);
  if (q !== seen) {
    setSeen(q);
    if (q !== typed.trim()) setTyped(q);
  }
  const send = useEffectEvent(() => search(typed));
  const isSent = typed.trim() === q;
  useEffect(() => {
    if (isSent) return;
    const timer = setTimeout(() => send(), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, isSent]);
  const type = (text: string) => {
    setTyped(text);
    if (text === "") search("");
  };
  return { typed, type };
}

type Props = { readonly inputRef: RefObject<HTMLInputElement | null>; readonly className?: string };

export function MailSearch({ inputRef, className }: Props) {
  const { typed, type } = useTypedSearch();
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
