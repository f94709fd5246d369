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
import { call, taking, takingPage, withQuery, type Page } from "./apiCall";

type PageQuery = MailQuery & { readonly cursor?: string | undefined; readonly limit: number };

const takeMail = taking<Mail>(mail);

export type MailsApi = ReturnType<typeof mailsApi>;

/** @param apiUrl without a slash at the end */
export function mailsApi(apiUrl: string) {
  const collection = `${apiUrl}/api/mails`;
  const one = (id: string) => `${collection}/${encodeURIComponent(id)}`;

  return {
    fetchPage: async ({ state, q, cursor, limit }: PageQuery): Promise<Page<MailSummary>> => {
      const url = withQuery(collection, { limit, state, q: q || undefined, cursor });
      return await call(url, {}, takingPage(mailList));
    },

    fetchCounts: async (): Promise<MailCounts> => await call(`${collection}/counts`, {}, taking(mailCounts)),

    fetchMail: async (id: string): Promise<Mail> => await call(one(id), {}, takeMail),

    /** The mail as it is then; of one that was sent before, the new one. */
    act: async (id: string, action: MailAction): Promise<Mail> =>
      await call(`${one(id)}/${action.replaceAll("_", "-")}`, { method: "POST" }, takeMail),
  };
}
