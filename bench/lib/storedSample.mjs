// A sample order as the API stores it.
import { toMinor } from "@order-desk/contract";
import { sampleOrder } from "@order-desk/contract/samples";

export function storedSample(index, order_number) {
  const { price, ...fields } = sampleOrder(index);
  const price_minor = toMinor(price, fields.currency);
  const total_minor = price_minor * fields.quantity;
  const now = new Date();
  return { ...fields, price_minor, total_minor, order_number, version: 1, created_at: now, updated_at: now };
}
