// The theme is put on <html> before the first paint, so that a dark screen never flashes white.

export const THEME_KEY = "theme";
export type Theme = "light" | "dark";
export const DARK_QUERY = "(prefers-color-scheme: dark)";

/** Runs inline in the document, before anything is drawn. A blocked storage means: as the system says. */
export const themeScript = `(() => {
  let theme;
  try { theme = localStorage.getItem("${THEME_KEY}"); } catch {}
  if (theme !== "dark" && theme !== "light") theme = matchMedia("${DARK_QUERY}").matches ? "dark" : "light";
  document.documentElement.dataset.theme = theme;
})();`;
