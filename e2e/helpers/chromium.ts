// How a Chromium without a screen is started here.
export const CHROMIUM_ARGS = [
  "--no-sandbox",
  "--disable-gpu",
  // Without a graphics card a process of its own for it only costs (measured: 5 to 9 % of the heaviest tests).
  "--in-process-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
