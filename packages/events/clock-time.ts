/** Minutes since midnight at the event; may have a fraction. */
export type Minute = number;

/** "HH:MM" of a 24 hour day, 24:00 its end; null for anything else. */
export function readClockTime(text: string): Minute | null {
  const [, hours, minutes] = /^(\d{1,2}):([0-5]\d)$/.exec(text) ?? [];
  if (hours === undefined || minutes === undefined) return null;
  const at = Number(hours) * 60 + Number(minutes);
  return at <= 24 * 60 ? at : null;
}

/** The full minute that a moment lies in, as "HH:MM"; past midnight the hours go on. */
export function clockTime(at: Minute): string {
  const minute = Math.floor(at);
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}
