import type { Metadata } from "next";

export const metadata: Metadata = { title: "Mail" };

/** The page is drawn by the layout, which reads the address. */
export default function MailPage() {
  return null;
}
