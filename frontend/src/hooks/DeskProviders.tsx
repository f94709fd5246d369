"use client";
// Everything that the desk's hooks find through context.
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { useState, type ReactNode } from "react";
import { createDesk } from "../services/desk";
import { DeskContext } from "./useDesk";
import { SettingsProvider, type Settings } from "./useSettings";

// The browser's word on being offline is not taken: a server on this computer is still there.
const createClient = () =>
  new QueryClient({
    defaultOptions: {
      queries: { networkMode: "always", retry: false, refetchOnWindowFocus: false },
      mutations: { networkMode: "always", retry: false },
    },
  });

type Props = { readonly settings: Settings; readonly children: ReactNode };

export function DeskProviders({ settings, children }: Props) {
  const [client] = useState(createClient);
  const [desk] = useState(() => createDesk(settings.apiUrl));
  return (
    <SettingsProvider settings={settings}>
      <QueryClientProvider client={client}>
        <DeskContext value={desk}>{children}</DeskContext>
      </QueryClientProvider>
    </SettingsProvider>
  );
}
