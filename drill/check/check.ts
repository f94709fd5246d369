// The offline checker: reads a history, says what must not be so.
import { ofKind, type HistoryRecord } from "../lib/history.js";
import { checkMails } from "./mails.js";
import { checkOrders } from "./orders.js";
import { checkLag, checkProcesses } from "./processes.js";
import { checkTabs } from "./tabs.js";
import type { Rules, Violation } from "./violations.js";

export const check = (records: readonly HistoryRecord[], rules: Rules = {}): Violation[] => [
  ...checkOrders(records, rules),
  ...checkTabs(records),
  ...checkMails(records, rules),
  ...checkProcesses(records, rules),
  ...checkLag(records, rules),
  ...ofKind(records, "violation"),
];
