"use client";
import type { RefObject } from "react";
import { useMailRoute } from "../../hooks/useMailRoute";
import { useTypedSearch } from "../../hooks/useTypedSearch";
import { SearchField } from "../ui/SearchField";

const LONGEST = 254;
const PAUSE_MS = 250;

type Props = { readonly inputRef: RefObject<HTMLInputElement | null>; readonly className?: string };

export function MailSearch(props: Props) {
  const { q, search } = useMailRoute();
  const { typed, type } = useTypedSearch({ q, search, pauseMs: PAUSE_MS });
  return (
    <SearchField
      {...props}
      label="Search mails by recipient or order number"
      placeholder="Recipient or order number"
      maxLength={LONGEST}
      typed={typed}
      onType={type}
    />
  );
}
