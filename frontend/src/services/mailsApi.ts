// The API of mails as functions.
import {
  mail,
  mailCounts,
  mailList,
  type Mail,
  type MailAction,
  type MailCounts,
  type MailSummary,
} from "@order-desk/contract";
import type { MailQuery } from "../lib/mailRoute";
import { call, cursorOfNext, jsonOf, parsed } from "./ordersApi";

type PageQuery = MailQuery & { readonly cursor?: string | undefined; readonly limit: number };
type MailPage = { readonly mails: MailSummary[]; readonly nextCursor: string | undefined };

const takeMail = async (response: Response): Promise<Mail> =>
  parsed(mail, await jsonOf(response), response.status);

export type MailsApi = ReturnType<typeof mailsApi>;

/** @param apiUrl without a slash at the end */
export function mailsApi(apiUrl: string) {
  const collection = `${apiUrl}/api/mails`;
  const one = (id: string) => `${collection}/${encodeURIComponent(id)}`;

  return {
    fetchPage: async ({ state, q, cursor, limit }: PageQuery): Promise<MailPage> => {
      const query = new URLSearchParams({ limit: String(limit), ...(state && { state }), ...(q && { q }) });
      if (cursor !== undefined) query.set("cursor", cursor);
      return await call(`${collection}?${query.toString()}`, {}, async (response) => ({
        mails: parsed(mailList, await jsonOf(response), response.status),
        nextCursor: cursorOfNext(response.headers.get("Link")),
      }));
    },

    fetchCounts: async (): Promise<MailCounts> =>
      await call(`${collection}/counts`, {}, async (response) =>
        parsed(mailCounts, await jsonOf(response), response.status),
      ),

    fetchMail: async (id: string): Promise<Mail> => await call(one(id), {}, takeMail),

    /** The mail as it is then; of one that was sent before, the new one. */
    act: async (id: string, action: MailAction): Promise<Mail> =>
      await call(`${one(id)}/${action.replaceAll("_", "-")}`, { method: "POST" }, takeMail),
  };
}
