import type { Metadata } from "next";

export const metadata: Metadata = { title: "Order" };

/** The panel is drawn by the layout, which reads the address. */
export default function OrderPage() {
  return null;
}
