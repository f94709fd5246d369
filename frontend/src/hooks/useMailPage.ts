"use client";
// Whether the desk shows the Mail page. Apart from useMailRoute, which needs the states of mails.
import { usePathname } from "next/navigation";
import { pushAddress } from "./deskHistory";

export const MAIL_PAGE = "/mail";

export function useMailPage(): { readonly isMail: boolean; readonly hasPanel: boolean } {
  const path = usePathname();
  const hasPanel = path.startsWith(`${MAIL_PAGE}/`);
  return { isMail: hasPanel || path === MAIL_PAGE, hasPanel };
}

export const openMailPage = (): void => pushAddress(MAIL_PAGE);
