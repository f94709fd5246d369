import type { MailSummary } from "@order-desk/contract";
import { idOf } from "./modelShop";

const AT = "2026-11-22T10:00:00.000Z";

export const someMail = (fields: Partial<MailSummary> = {}): MailSummary => ({
  _id: "m1",
  change_id: "c1",
  order_id: idOf(1),
  order_number: 1001,
  to: "Ada@example.com",
  subject: "Order - Status Updated",
  from_status: "pending",
  to_status: "shipped",
  state: "queued",
  held: false,
  attempts: 0,
  response: null,
  next_attempt_at: null,
  created_at: AT,
  updated_at: AT,
  ...fields,
});
