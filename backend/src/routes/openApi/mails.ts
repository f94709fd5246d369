// The description of mails.
import * as contract from "@order-desk/contract";
import { json, listAnswer, PAGING, parameter, problems, ref, text } from "./parts.js";

const ID = parameter("path", "id", "The mail's `_id`", text);
const one = (description: string) => ({ description, content: json(ref("Mail")) });

const ACTIONS = {
  "send-again": "Send a mail again that is at its end; of one that was sent, a second one is made",
  "send-now": "Do not wait for the time of the next attempt",
  hold: "Keep a queued mail until it is released",
  release: "Let a held mail go",
} as const;

const actions = Object.fromEntries(
  Object.entries(ACTIONS).map(([name, summary]) => [
    `/api/mails/{id}/${name}`,
    {
      post: {
        summary,
        parameters: [ID],
        responses: { 200: one("The mail as it is now"), ...problems(404, 409) },
      },
    },
  ]),
);

export const mailPaths = {
  "/api/mails": {
    get: {
      summary: "A page of mails, newest first",
      parameters: [
        ...PAGING,
        parameter("query", "state", "Only mails in this state", { enum: contract.MAIL_STATES }),
        parameter("query", "q", "An order number, or the beginning of a recipient's address", text),
      ],
      responses: { 200: listAnswer("MailSummary", "A plain array"), ...problems(422) },
    },
  },
  "/api/mails/counts": {
    get: {
      summary: "Mails per state, exact to 10,000",
      responses: { 200: { description: "By state", content: json(ref("MailCounts")) }, ...problems() },
    },
  },
  "/api/mails/{id}": {
    get: {
      summary: "One mail, as it is sent",
      parameters: [ID],
      responses: { 200: one("The mail"), ...problems(404) },
    },
  },
  ...actions,
};
