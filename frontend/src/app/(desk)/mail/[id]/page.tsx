import type { Metadata } from "next";

export const metadata: Metadata = { title: "Mail" };

/** The page and its panel are drawn by the layout, which reads the address. */
export default function OneMailPage() {
  return null;
}
