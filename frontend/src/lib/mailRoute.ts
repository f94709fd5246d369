// The addresses of the Mail page: a state, a search, and at most one mail beside the list.
import { MAIL_STATES, type MailState } from "@order-desk/contract";

/** What the list shows. `q`: an order number, or the beginning of a recipient's address. */
export type MailQuery = { readonly state?: MailState | undefined; readonly q: string };
export type MailPlace = MailQuery & { readonly openId?: string | undefined };

const isState = (text: string | null): text is MailState =>
  (MAIL_STATES as readonly (string | null)[]).includes(text);

/** An unknown state means all of them. */
export function parseMailPlace(path: string, parameters: { get(name: string): string | null }): MailPlace {
  const state = parameters.get("state");
  const openId = /^\/mail\/([^/]+)$/.exec(path)?.[1];
  return {
    state: isState(state) ? state : undefined,
    q: parameters.get("q")?.trim() ?? "",
    openId: openId === undefined ? undefined : decodeURIComponent(openId),
  };
}

export function mailHref({ state, q, openId }: MailPlace): string {
  const query = new URLSearchParams({ ...(state && { state }), ...(q !== "" && { q }) }).toString();
  return `/mail${openId === undefined ? "" : `/${encodeURIComponent(openId)}`}${query && `?${query}`}`;
}
