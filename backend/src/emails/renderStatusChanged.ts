// Subject, HTML and plain text of the mail about a change of status.
import { render } from "@react-email/render";
import { createElement } from "react";
import type { RenderedMail } from "../models/Mail.js";
import {
  formatMoney,
  STATUS_SENTENCE,
  StatusChanged,
  statusWord,
  type StatusChangedProps,
} from "./StatusChanged.js";

// Written by hand: a table turned into text by a machine is hard to read.
function plainText({ shopName, order, from }: StatusChangedProps): string {
  return [
    `Hello ${order.customer_name},`,
    "",
    STATUS_SENTENCE[order.status],
    "",
    `Order number: ${order.order_number}`,
    `Product:      ${order.product_name}`,
    `Quantity:     ${order.quantity}`,
    `Total:        ${formatMoney(order.total, order.currency)}`,
    `Status:       ${statusWord(from)} -> ${statusWord(order.status)}`,
    "",
    shopName,
    `Reference: ${order._id}`,
    "",
  ].join("\n");
}

export async function renderStatusChanged(props: StatusChangedProps): Promise<RenderedMail> {
  return {
    subject: `Order ${props.order._id} - Status Updated`,
    html: await render(createElement(StatusChanged, props)),
    text: plainText(props),
  };
}
