import { instantIn, type PlainDate } from '@commonkey/program';

/** The instant at which it is a full hour of a day where the city is; of a gap in the clock the hour after it. */
export const cityHour = (timeZone: string, day: PlainDate, hour: number): Date =>
  instantIn(timeZone, day, hour * 60);
