"use client";
import { Moon, Sun } from "lucide-react";
import { toggleTheme } from "./theme";

/** Names the theme it switches to. Which one that is only the browser knows, so both are there and CSS shows one. */
export function ThemeToggle({ className }: { readonly className: string }) {
  return (
    <button type="button" onClick={toggleTheme} className={className}>
      <span className="contents dark:hidden">
        <Moon size={16} strokeWidth={1.75} aria-hidden />
        Dark
      </span>
      <span className="hidden dark:contents">
        <Sun size={16} strokeWidth={1.75} aria-hidden />
        Light
      </span>
    </button>
  );
}
