// The jobs that were begun in this tab, and which of their ends it has told: also after it was reloaded.
import type { JobState } from "@order-desk/contract";

const KEY = "own-jobs";
/** The server lists as many. */
const KEPT = 20;

type Told = readonly JobState[];
type Entries = readonly (readonly [id: string, told: Told])[];

/** Whatever is there: other versions and other hands write it too. */
function readStored(): Entries {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? "[]");
    if (!Array.isArray(stored)) return [];
    return stored.flatMap((entry: unknown) =>
      Array.isArray(entry) && typeof entry[0] === "string" && Array.isArray(entry[1])
        ? [[entry[0], entry[1] as Told] as const]
        : [],
    );
  } catch {
    return [];
  }
}

export class OwnJobs {
  #jobs: Map<string, Told> | undefined;

  has(id: string): boolean {
    return this.#known().has(id);
  }

  add(id: string): void {
    if (!this.has(id)) this.#set(id, []);
  }

  isTold(id: string, state: JobState): boolean {
    return this.#known().get(id)?.includes(state) ?? false;
  }

  tell(id: string, state: JobState): void {
    const told = this.#known().get(id);
    if (told && !told.includes(state)) this.#set(id, [...told, state]);
  }

  #known(): Map<string, Told> {
    return (this.#jobs ??= new Map(readStored()));
  }

  #set(id: string, told: Told): void {
    this.#jobs = new Map([...this.#known(), [id, told] as const].slice(-KEPT));
    try {
      sessionStorage.setItem(KEY, JSON.stringify([...this.#jobs]));
    } catch {
      // A private window keeps nothing: it holds as long as the page.
    }
  }
}
