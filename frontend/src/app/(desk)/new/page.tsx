import type { Metadata } from "next";

export const metadata: Metadata = { title: "New order" };

/** The panel is drawn by the layout, which reads the address. */
export default function NewOrderPage() {
  return null;
}
