// O3: one mail record for each change of status; what was sent is what the mail server took, once, in order; twice only
// where the record says that nobody could know.
import { ofKind, type HistoryRecord, type MailRecord, type SmtpRecord } from "../lib/history.js";
import { grouped } from "./grouped.js";
import type { Rules, Violation } from "./violations.js";

const o3 = (what: string): Violation => ({ oracle: "O3", what });

/** "Nobody knows" and then queued again: so often a copy may be more. */
const resends = ({ states }: MailRecord) =>
  states.filter((state, index) => state === "queued" && states[index - 1] === "unknown").length;

export function copiesOf(records: readonly HistoryRecord[]): Map<string, number> {
  const copies = new Map<string, number>();
  for (const { messageId } of ofKind(records, "smtp"))
    copies.set(messageId, (copies.get(messageId) ?? 0) + 1);
  return copies;
}

function checkRows(
  records: readonly HistoryRecord[],
  mails: readonly MailRecord[],
  rules: Rules,
): Violation[] {
  const orders = ofKind(records, "order");
  const changes = orders.flatMap(({ id, statusChanges }) =>
    statusChanges.map((change) => ({ order: id, ...change })),
  );
  const known = new Set(changes.map(({ id }) => id));
  const byId = grouped(mails, ({ id }) => id);
  // Those whose own id is another.
  const byChange = grouped(mails, ({ id, change }) => (change === id ? undefined : change));
  const rowsOf = (id: string) => (byId.get(id)?.length ?? 0) + (byChange.get(id)?.length ?? 0);
  const statusRequests = ofKind(records, "request").filter(({ op }) => op === "status");
  const answered = statusRequests.filter(({ outcome }) => outcome === "ok");
  const told = new Set(mails.map(({ order, status }) => `${order} ${status}`));
  const mayEnd = new Set(["sent", ...(rules.mailsMayEnd ?? [])]);
  return [
    ...changes
      .filter(({ id }) => rowsOf(id) !== 1)
      .map(({ id, order, to }) => o3(`order ${order} became ${to} and has ${rowsOf(id)} mail records`)),
    ...answered
      .filter(({ order, to }) => !told.has(`${order} ${to}`))
      .map(({ order, to }) => o3(`order ${order} was answered ${to} and has no mail record of it`)),
    ...mails
      .filter(({ change, id }) => !known.has(change) && !known.has(id))
      .map(({ order, status }) => o3(`a mail says that order ${order} became ${status}, and it did not`)),
    ...mails
      .filter(({ state }) => !mayEnd.has(state))
      .map(({ order, status, state }) => o3(`the mail of order ${order} (${status}) ended as ${state}`)),
  ];
}

function checkCopies(mails: readonly MailRecord[], copies: ReadonlyMap<string, number>): Violation[] {
  const known = new Set(mails.map(({ messageId }) => messageId));
  return [
    ...mails.flatMap((mail) => {
      const taken = copies.get(mail.messageId) ?? 0;
      const name = `the mail of order ${mail.order} (${mail.status})`;
      if (mail.state === "sent" && taken === 0) return [o3(`${name} is "sent" and never came`)];
      const most = 1 + resends(mail);
      if (taken > most) return [o3(`${name} came ${taken} times; its record allows ${most}`)];
      return mail.state === "failed" && taken > 0 ? [o3(`${name} is "failed" and came`)] : [];
    }),
    ...[...copies.keys()].filter((id) => !known.has(id)).map((id) => o3(`no record of ${id}, and it came`)),
  ];
}

/** First copies reach each recipient in the order of the changes. */
function checkSequence(mails: readonly MailRecord[], taken: readonly SmtpRecord[]): Violation[] {
  const byId = new Map(mails.map((mail) => [mail.messageId, mail]));
  const last = new Map<string, MailRecord>();
  const seen = new Set<string>();
  return taken.flatMap(({ messageId }) => {
    const mail = byId.get(messageId);
    if (!mail || seen.has(messageId)) return [];
    seen.add(messageId);
    const before = last.get(mail.to);
    last.set(mail.to, mail);
    return before && before.cursor > mail.cursor
      ? [
          o3(
            `${mail.to} got ${before.order} (${before.status}) before the earlier ${mail.order} (${mail.status})`,
          ),
        ]
      : [];
  });
}

export function checkMails(records: readonly HistoryRecord[], rules: Rules): Violation[] {
  const mails = ofKind(records, "mail");
  return [
    ...checkRows(records, mails, rules),
    ...checkCopies(mails, copiesOf(records)),
    ...checkSequence(mails, ofKind(records, "smtp")),
  ];
}
