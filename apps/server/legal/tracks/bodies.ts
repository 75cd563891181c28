import { ISSUER_CLASSES, isPlainDate } from '@commonkey/program';
import { z } from 'zod';
import { NOT_LISTED } from '../../store/tables/demands.ts';
import { CAME, EMERGENCY_OUTCOMES, OWN_ANSWERS } from '../../store/tables/legal-tracks.ts';

/** Sealed as it is; nothing of it reaches a column. Longer than it may be, so that the page can say so. */
const long = z.string().max(20_000).default('');
const day = z.union([z.string().refine(isPlainDate), z.literal('')]).default('');
const found = z.enum(['yes', 'no']);

export const ASKERS = [...ISSUER_CLASSES, NOT_LISTED] as const;

export const nothing = z.strictObject({});
export const emergencyBody = z.strictObject({
  id: z.uuid(),
  came: z.enum(CAME),
  asker: z.enum(ASKERS),
  contact: long,
  words: long,
});
export const ownBody = z.strictObject({
  id: z.uuid(),
  receivedOn: day,
  came: z.enum(CAME),
  contact: long,
  words: long,
});
export const foundBody = z.strictObject({ found });
export const decideBody = z.strictObject({ outcome: z.enum(EMERGENCY_OUTCOMES), reviewOn: day });
export const answerBody = z.strictObject({ answer: z.enum(OWN_ANSWERS) });
