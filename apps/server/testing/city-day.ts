import { addDays, type PlainDate, plainDateIn } from '@commonkey/program';
import type { Context } from '../context.ts';

/** The day where the city is, so many days from now: in its evening the day of a machine's clock is another one. */
export const cityDay = ({ program, clock }: Pick<Context, 'program' | 'clock'>, from = 0): PlainDate =>
  addDays(plainDateIn(program.program.city.timeZone, clock.now()), from);
