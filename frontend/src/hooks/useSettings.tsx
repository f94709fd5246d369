"use client";
// The shop's settings, handed from the server to the page.
import { createContext, useContext, type ReactNode } from "react";
import type { Settings } from "../config/settings";

export type { Settings };

const Context = createContext<Settings | undefined>(undefined);

type Props = { readonly settings: Settings; readonly children: ReactNode };

export function SettingsProvider({ settings, children }: Props) {
  return <Context value={settings}>{children}</Context>;
}

export function useSettings(): Settings {
  const settings = useContext(Context);
  if (!settings) throw new Error("SettingsProvider is missing");
  return settings;
}
