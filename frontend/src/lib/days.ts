// Days of the viewer's calendar, as a date field has them: "2026-11-22".

const two = (value: number) => String(value).padStart(2, "0");

/** The day on which a moment falls here; empty for none. */
export function dayOf(iso: string | undefined): string {
  const time = new Date(iso ?? "");
  if (Number.isNaN(time.getTime())) return "";
  return `${String(time.getFullYear()).padStart(4, "0")}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
}

const momentOf = (local: string): string | undefined => {
  const time = new Date(local);
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString();
};

/** The first and the last moment of a day; undefined for what is none. */
export const dayStart = (day: string) => momentOf(`${day}T00:00:00.000`);
export const dayEnd = (day: string) => momentOf(`${day}T23:59:59.999`);
