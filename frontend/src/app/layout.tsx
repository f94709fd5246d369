import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { themeScript } from "../components/ui/themeScript";
import { readSettings } from "../config/settings";
import { fontVariables } from "./fonts";
import "./globals.css";
import "../components/orders/order-list.css";

// The settings are read when a page is asked for, never baked into the build.
export const dynamic = "force-dynamic";

export function generateMetadata(): Metadata {
  const { shopName } = readSettings();
  return {
    title: { default: `Orders · ${shopName}`, template: `%s · ${shopName}` },
    description: "Every order, live on every screen",
    applicationName: shopName,
    formatDetection: { telephone: false, email: false, address: false },
  };
}

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  viewportFit: "cover",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#ffffff" },
    { media: "(prefers-color-scheme: dark)", color: "#151516" },
  ],
};

export default function RootLayout({ children }: { readonly children: ReactNode }) {
  return (
    <html lang="en" className={fontVariables} suppressHydrationWarning>
      <body>
        <script dangerouslySetInnerHTML={{ __html: themeScript }} />
        {children}
      </body>
    </html>
  );
}
