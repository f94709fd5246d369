"use client";
import type { MailState } from "@order-desk/contract";
import { usePathname, useSearchParams } from "next/navigation";
import { useMemo } from "react";
import { mailHref, parseMailPlace, type MailPlace } from "../lib/mailRoute";
import { pushAddress } from "./deskHistory";

export type MailRoute = MailPlace & {
  readonly openMail: (id: string) => void;
  readonly closeMail: () => void;
  readonly showState: (state?: MailState) => void;
  /** Takes the place of the address before: one does not go back letter by letter. */
  readonly search: (q: string) => void;
  readonly showAll: () => void;
};

const here = () => parseMailPlace(window.location.pathname, new URLSearchParams(window.location.search));

const goTo = (place: MailPlace) => pushAddress(mailHref(place));

const ACTIONS = {
  openMail: (openId: string) => goTo({ ...here(), openId }),
  closeMail: () => goTo({ ...here(), openId: undefined }),
  showState: (state?: MailState) => goTo({ ...here(), state }),
  search: (q: string) => window.history.replaceState(null, "", mailHref({ ...here(), q: q.trim() })),
  showAll: () => goTo({ ...here(), state: undefined, q: "" }),
};

/** Where the Mail page is, by its address, and the ways from there. */
export function useMailRoute(): MailRoute {
  const path = usePathname();
  const parameters = useSearchParams();
  return useMemo(() => ({ ...parseMailPlace(path, parameters), ...ACTIONS }), [path, parameters]);
}
