"use client";
import { themeScript } from "../components/ui/themeScript";
import ErrorPage from "./error";
import "./globals.css";

type Props = { readonly error: Error & { readonly digest?: string }; readonly retry: () => void };

export default function GlobalError(props: Props) {
  return (
    <html lang="en" suppressHydrationWarning>
      <body>
        <title>This page stopped working</title>
        <script dangerouslySetInnerHTML={{ __html: themeScript }} />
        <ErrorPage {...props} />
      </body>
    </html>
  );
}
