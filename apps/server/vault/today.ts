import { type PlainDate, plainDateIn } from '@commonkey/program';
import type { VaultParts } from './parts.ts';

/** The day it is where the city is. */
export const todayIn = ({ program, clock }: Pick<VaultParts, 'program' | 'clock'>): PlainDate =>
  plainDateIn(program.city.timeZone, clock.now());
