// The mails a tab holds and how news change them. Clocks are not compared: a mail's first time is the backend's and
// its later ones the database's. News come in order, and a fetch knows only what was before it began.
import type { MailSummary } from "@order-desk/contract";
import { reaches, type Depth } from "./depth";
import type { MailQuery } from "./mailRoute";

type Held = {
  readonly mail: MailSummary;
  /** Number of the news that brought it, or of the fetch. */
  readonly asOf: number;
};

export type HeldMails = {
  readonly mails: ReadonlyMap<string, Held>;
  /** Counts news and fetches as they come or begin. */
  readonly seq: number;
};

export const NO_MAILS: HeldMails = { mails: new Map(), seq: 0 };

/** Live news in the order of their arrival. */
export function hearMails({ mails, seq }: HeldMails, news: readonly MailSummary[]): HeldMails {
  const after = new Map(mails);
  for (const mail of news) after.set(mail._id, { mail, asOf: (seq += 1) });
  return { mails: after, seq };
}

/** A fetch begins: the number in `seq` is its own. */
export const beginFetch = (held: HeldMails): HeldMails => ({ ...held, seq: held.seq + 1 });

/** What a fetch with this number brought; what is known from later wins. */
export function mergeMails(held: HeldMails, fetched: readonly MailSummary[], fetchSeq: number): HeldMails {
  if (fetched.length === 0) return held;
  const mails = new Map(held.mails);
  for (const mail of fetched) {
    const before = mails.get(mail._id);
    if (!before || before.asOf < fetchSeq) mails.set(mail._id, { mail, asOf: fetchSeq });
  }
  return { ...held, mails };
}

/** Everything that is shown, fetched again after a gap: takes the place of all that is known from before. */
export function replaceMails(held: HeldMails, fetched: readonly MailSummary[], fetchSeq: number): HeldMails {
  const mails = new Map([...held.mails].filter(([, { asOf }]) => asOf > fetchSeq));
  return mergeMails({ ...held, mails }, fetched, fetchSeq);
}

/** Sorts as the server does: by creation, then by id. */
export const positionOf = ({ created_at, _id }: MailSummary): string => `${created_at} ${_id}`;

/** Newest first. */
export const comparePlaces = (one: string, other: string): number =>
  one === other ? 0 : one < other ? 1 : -1;

// The same rule as the server's: digits are an order's number, anything else begins an address.
function matches(mail: MailSummary, { state, q }: MailQuery): boolean {
  if (state !== undefined && mail.state !== state) return false;
  if (q === "") return true;
  if (/^\d{1,15}$/.test(q)) return mail.order_number === Number(q);
  return mail.to.toLowerCase().startsWith(q.toLowerCase());
}

/** `_id` is its position, by which rows are sorted and told apart. */
export type MailRow = { readonly _id: string; readonly mail: MailSummary };

/** Matching mails down to a position, newest first. */
export function selectMails({ mails }: HeldMails, query: MailQuery, downTo: Depth<string>): MailRow[] {
  const selected: MailRow[] = [];
  for (const { mail } of mails.values()) {
    const _id = positionOf(mail);
    if (reaches(downTo, _id, comparePlaces) && matches(mail, query)) selected.push({ _id, mail });
  }
  return selected.sort((a, b) => comparePlaces(a._id, b._id));
}
