// How a mail gets into another state: every change of it is noted in the row's history.
import type { MailState } from "@order-desk/contract";
import type { Document } from "mongodb";

const HISTORY_MAX = 50;

/** Sets the last of these states and notes all of them. */
export const toStates = (
  states: readonly (readonly [MailState, string | null])[],
  more: Document = {},
): Document[] => {
  const notes = states.map(([state, response]) => ({ state, at: "$$NOW", response: { $literal: response } }));
  const last = notes.at(-1);
  return [
    {
      $set: {
        state: last?.state,
        response: last?.response,
        updated_at: "$$NOW",
        history: { $slice: [{ $concatArrays: ["$history", notes] }, -HISTORY_MAX] },
        ...more,
      },
    },
  ];
};
export const toState = (state: MailState, response: string | null, more?: Document) =>
  toStates([[state, response]], more);
