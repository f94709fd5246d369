// What is to be known before a change made here is taken back.
import type { Order, OrderChanges } from "@order-desk/contract";

const DEFAULT_SECONDS = 10;

/**
 * How long what concerns no mail can be taken back, in milliseconds: also where no mail is to wait.
 * @param undoSeconds the setting
 */
export const undoMsWithoutMail = (undoSeconds: number): number => (undoSeconds || DEFAULT_SECONDS) * 1_000;

/** One after the other, however quickly they are asked for: each has to know what the one before has left. */
export const UNDO_SCOPE = { id: "undo" } as const;

type Field = keyof OrderChanges;
const fieldsOf = (changes: OrderChanges) => Object.keys(changes) as Field[];

/** What the fields that are changed were before. */
export const formerOf = (before: Order, changes: OrderChanges): OrderChanges =>
  Object.fromEntries(fieldsOf(changes).map((field) => [field, before[field]]));

const areSame = (one: OrderChanges, other: Order, fields: readonly Field[]): boolean =>
  fields.every((field) => one[field] === other[field]);

/** Whether an order is as these changes would make it. */
export const hasValuesOf = (changes: OrderChanges, now: Order): boolean =>
  areSame(changes, now, fieldsOf(changes));

/** Whether an order, later perhaps, has in these fields what the edit gave them. */
export const isStillAs = (edited: Order, now: Order, fields: OrderChanges): boolean =>
  now.version >= edited.version && areSame(edited, now, fieldsOf(fields));
