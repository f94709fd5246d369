// Two soft notes. Made here: there is no file to fetch.
const NOTES_HZ = [659, 880];
const NOTE_S = 0.14;
const LOUDNESS = 0.08;
/** Several at once are one, in all tabs together. */
const QUIET_MS = 1_500;
/** A page that nobody has touched yet may not sound: its context does not wake up. */
const WAKE_MS = 200;
const CLAIM = "order-desk.chime";

let context: AudioContext | undefined;

const pause = async (ms: number) => await new Promise((resolve) => setTimeout(resolve, ms));

/** Undefined where no sound may be made. */
async function awake(): Promise<AudioContext | undefined> {
  if (!("AudioContext" in window)) return undefined;
  context ??= new AudioContext();
  if (context.state === "suspended")
    await Promise.race([context.resume().catch(() => undefined), pause(WAKE_MS)]);
  return context.state === "running" ? context : undefined;
}

function claimInStorage(): boolean {
  try {
    const now = Date.now();
    if (now - Number(localStorage.getItem(CLAIM) ?? 0) < QUIET_MS) return false;
    localStorage.setItem(CLAIM, String(now));
  } catch {
    // A browser that keeps nothing: each tab for itself.
  }
  return true;
}

/** False: another tab has it, or this one had it just now. */
async function claim(): Promise<boolean> {
  // Only where the connection is secure.
  const locks = (navigator as Partial<Navigator>).locks;
  if (!locks) return claimInStorage();
  return await new Promise<boolean>((resolve) => {
    void locks.request(CLAIM, { ifAvailable: true }, async (lock) => {
      resolve(lock !== null);
      if (lock) await pause(QUIET_MS);
    });
  });
}

function play(sounding: AudioContext): void {
  for (const [index, frequency] of NOTES_HZ.entries()) {
    const start = sounding.currentTime + index * NOTE_S;
    const [note, volume] = [sounding.createOscillator(), sounding.createGain()];
    note.frequency.value = frequency;
    volume.gain.setValueAtTime(LOUDNESS, start);
    volume.gain.exponentialRampToValueAtTime(0.001, start + NOTE_S * 2);
    note.connect(volume).connect(sounding.destination);
    note.start(start);
    note.stop(start + NOTE_S * 2);
  }
}

/** Once, however many tabs are open: in one that may. */
export async function chime(): Promise<void> {
  const sounding = await awake();
  if (sounding && (await claim())) play(sounding);
}
