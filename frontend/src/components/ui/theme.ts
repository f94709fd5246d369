// Dark or light: the viewer's choice, else the system's. Choosing what the system says anyway follows the system again.
import { useEffect } from "react";
import { DARK_QUERY, THEME_KEY, type Theme } from "./themeScript";

const systemTheme = (): Theme => (window.matchMedia(DARK_QUERY).matches ? "dark" : "light");

function storedTheme(): Theme | undefined {
  try {
    const stored = localStorage.getItem(THEME_KEY);
    return stored === "dark" || stored === "light" ? stored : undefined;
  } catch {
    return undefined;
  }
}

function store(theme: Theme | undefined): void {
  try {
    if (theme) localStorage.setItem(THEME_KEY, theme);
    else localStorage.removeItem(THEME_KEY);
  } catch {
    // Storage is blocked: the choice holds until the page is left.
  }
}

const show = (theme: Theme) => {
  document.documentElement.dataset.theme = theme;
};

export function toggleTheme(): void {
  const next: Theme = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
  store(next === systemTheme() ? undefined : next);
  show(next);
}

/** Follows the system, and the choice made in another tab. */
export function useThemeSync(): void {
  useEffect(() => {
    const sync = () => show(storedTheme() ?? systemTheme());
    const system = window.matchMedia(DARK_QUERY);
    sync();
    system.addEventListener("change", sync);
    window.addEventListener("storage", sync);
    return () => {
      system.removeEventListener("change", sync);
      window.removeEventListener("storage", sync);
    };
  }, []);
}
