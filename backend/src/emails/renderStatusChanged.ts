// Subject, HTML and plain text of the mail about a change of status.
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
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

/** What mail programs know best (XHTML 1.0 Transitional). */
const DOCTYPE =
  '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">';

// Not by react-email's own `render`: it uses React's streams, whose AsyncLocalStorage makes every await of the process
// four times as slow from the first mail on (measured with Node 20), and takes three times as long.
export function renderStatusChanged(props: StatusChangedProps): RenderedMail {
  return {
    subject: `Order ${props.order._id} - Status Updated`,
    html: DOCTYPE + renderToStaticMarkup(createElement(StatusChanged, props)),
    text: plainText(props),
  };
}
