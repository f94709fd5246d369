// Ways to break a good history.
import { expect } from "vitest";
import type { HistoryRecord } from "../lib/history.js";
import { check } from "./check.js";
import { GOOD } from "./goodHistory.js";

export type Change = (records: HistoryRecord[]) => HistoryRecord[];

export const add =
  (...more: HistoryRecord[]): Change =>
  (records) => [...records, ...more];
export const drop =
  (isIt: (record: HistoryRecord) => boolean): Change =>
  (records) => {
    expect(records.some(isIt)).toBe(true);
    return records.filter((record) => !isIt(record));
  };
export const change =
  (isIt: (record: HistoryRecord) => boolean, fields: object): Change =>
  (records) => {
    expect(records.some(isIt)).toBe(true);
    return records.map((record) => (isIt(record) ? { ...record, ...fields } : record));
  };
export const both =
  (...changes: Change[]): Change =>
  (records) =>
    changes.reduce((before, one) => one(before), records);

export const isOrder = (id: string) => (record: HistoryRecord) => record.kind === "order" && record.id === id;
export const isRequest = (marker: string) => (record: HistoryRecord) =>
  record.kind === "request" && record.marker === marker;
export const isStory = (marker: string) => (record: HistoryRecord) =>
  record.kind === "story" && record.marker === marker;
export const isHeld = (tab: number) => (record: HistoryRecord) =>
  record.kind === "held" && record.tab === tab;
export const isMail = ({ kind }: HistoryRecord) => kind === "mail";
export const isTaken = ({ kind }: HistoryRecord) => kind === "smtp";

export const broken = (how: Change) => check(how([...GOOD])).map(({ oracle, what }) => `${oracle} ${what}`);
