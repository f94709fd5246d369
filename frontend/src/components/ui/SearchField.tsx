"use client";
import { Search } from "lucide-react";
import type { KeyboardEvent, RefObject } from "react";
import { cx } from "./cx";
import { Kbd } from "./Kbd";

type Props = {
  readonly inputRef: RefObject<HTMLInputElement | null>;
  readonly label: string;
  readonly placeholder: string;
  readonly maxLength: number;
  readonly typed: string;
  readonly onType: (text: string) => void;
  readonly className?: string;
};

/** What is typed is searched; Escape empties the field, and then leaves it. */
export function SearchField({ inputRef, label, typed, onType, className, ...input }: Props) {
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key !== "Escape" || event.nativeEvent.isComposing) return;
    event.preventDefault();
    if (typed === "") event.currentTarget.blur();
    else onType("");
  };
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
        {...input}
        ref={inputRef}
        type="search"
        aria-label={label}
        aria-keyshortcuts="/"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        enterKeyHint="search"
        value={typed}
        onChange={(event) => onType(event.target.value)}
        onKeyDown={onKeyDown}
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
