// Two soft notes. Made here: there is no file to fetch.
const NOTES_HZ = [659, 880];
const NOTE_S = 0.14;
const LOUDNESS = 0.08;
/** Several at once are one. */
const QUIET_MS = 1_500;

let context: AudioContext | undefined;
let chimedAt = 0;

/** Silent in a page that nobody has touched yet: browsers want it so. */
export function chime(): void {
  const now = Date.now();
  if (now - chimedAt < QUIET_MS || !("AudioContext" in window)) return;
  chimedAt = now;
  context ??= new AudioContext();
  for (const [index, frequency] of NOTES_HZ.entries()) {
    const start = context.currentTime + index * NOTE_S;
    const [note, volume] = [context.createOscillator(), context.createGain()];
    note.frequency.value = frequency;
    volume.gain.setValueAtTime(LOUDNESS, start);
    volume.gain.exponentialRampToValueAtTime(0.001, start + NOTE_S * 2);
    note.connect(volume).connect(context.destination);
    note.start(start);
    note.stop(start + NOTE_S * 2);
  }
}
