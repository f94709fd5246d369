"use client";
import { BookOpen, Menu as MenuIcon, SunMoon } from "lucide-react";
import type { ComponentProps } from "react";
import { IconButton } from "./IconButton";
import { MenuButton } from "./MenuButton";
import { toggleTheme } from "./theme";

type Entry = ComponentProps<typeof MenuButton>["entries"][number];

/** What the side bar holds, on a screen that has no room for it. */
export function HeaderMenu({
  elsewhere,
  apiUrl,
}: {
  readonly elsewhere: readonly Entry[];
  readonly apiUrl: string;
}) {
  return (
    <MenuButton
      as={IconButton}
      trigger={{ icon: MenuIcon, label: "Menu" }}
      label="Menu"
      align="end"
      entries={[
        ...elsewhere,
        { key: "api", label: "API", icon: BookOpen, href: `${apiUrl}/api/docs` },
        { key: "theme", label: "Dark or light", icon: SunMoon, onSelect: toggleTheme },
      ]}
    />
  );
}
