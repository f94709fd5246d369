// What the scripts say: each step that takes over a second shows that it is alive.

const STEP_EVERY_MS = process.stdout.isTTY ? 200 : 5_000;

export const say = (text = "") => console.log(text);

/** Seconds since `startedAt`, for people. */
const seconds = (startedAt) => `${Math.round((Date.now() - startedAt) / 1000)} s`;

/**
 * Runs `work` and shows how long it has been at it, and how far it is where `progress` can tell.
 * @param {string} label @param {() => Promise<T>} work @param {() => string} [progress] @template T
 * @returns {Promise<T>}
 */
export async function step(label, work, progress = () => "") {
  const ticker = startTicker(label, progress);
  try {
    const result = await work();
    ticker.stop("done");
    return result;
  } catch (error) {
    ticker.stop("failed");
    throw error;
  }
}

/** A line that stays alive until `stop` is called; silent when that happens within a second. */
export function startTicker(label, progress = () => "") {
  const startedAt = Date.now();
  let shown = false;
  const line = () => [label, progress(), seconds(startedAt)].filter((part) => part !== "").join(" · ");
  const show = () => {
    if (process.stdout.isTTY) process.stdout.write(`\r\u001b[K${line()}`);
    else say(line());
    shown = true;
  };
  const first = setTimeout(show, 1_000);
  const rest = setInterval(show, STEP_EVERY_MS);
  return {
    stop(word) {
      clearTimeout(first);
      clearInterval(rest);
      if (shown && process.stdout.isTTY) process.stdout.write("\r\u001b[K");
      if (shown) say(`${label} · ${word} in ${seconds(startedAt)}`);
    },
  };
}

/** Ends a script with a message that says what to do. */
export class Stop extends Error {}

/** Runs a script's main function; a Stop is told without its stack. */
export function main(run) {
  run().catch((error) => {
    console.error(error instanceof Stop ? `\n${error.message}` : error);
    process.exit(1);
  });
}
