const HOUR = 3_600_000;
/** Later than that before their time nobody is offered places: whoever is near just takes them. */
const TOO_LATE = 2 * HOUR;
const LEAST = HOUR;
const MOST = 24 * HOUR;
/** Whoever reads of it in the morning has so long. */
const MORNING = 2 * HOUR;

/**
 * Until when places that were given back wait for the yes of whoever is offered them: a quarter of the time that is left, an hour at
 * least, a day at most. What would end at night ends in the morning, and nothing later than an hour before the time of the places.
 * @param awake the instant itself, or the next morning where it lies in the night
 * @returns null where it is too late to offer anything
 */
export function offerUntil(now: Date, starts: Date, awake: (at: Date) => Date): Date | null {
  const left = starts.getTime() - now.getTime();
  if (left < TOO_LATE) return null;
  const end = new Date(now.getTime() + Math.min(Math.max(left / 4, LEAST), MOST));
  const morning = awake(end);
  const until = morning.getTime() === end.getTime() ? end.getTime() : morning.getTime() + MORNING;
  return new Date(Math.min(until, starts.getTime() - LEAST));
}
