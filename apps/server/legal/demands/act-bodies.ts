import { z } from 'zod';
import {
  CHECKS,
  DATED,
  type DemandStep,
  FOUND,
  FOUND_BANDS,
  GAGS,
  OUTCOMES,
} from '../../store/tables/demands.ts';
import { LONGEST_TEXT } from './sealed.ts';

/** Steps that a button alone takes; the others have forms of their own. */
export const PLAIN_STEPS = [
  'extension-asked',
  'withdrawn-by-issuer',
  'quash-moved',
  'petition-filed',
  'hearing-held',
  'enforced',
  'enforced-in-part',
  'quashed',
  'modified',
  'stay-asked',
  'stayed',
  'stay-ended',
  'appealed',
  'appeal-decided',
] as const satisfies readonly DemandStep[];

/** Longer than a day is: a browser takes years of five figures. */
const day = z.string().max(40).default('');

export const checksBody = z.strictObject(
  Object.fromEntries(CHECKS.map((check) => [check, z.enum(FOUND).exactOptional()])),
);
export const stepBody = z.strictObject({ step: z.enum(PLAIN_STEPS).exactOptional() });
export const datedBody = z.strictObject({
  which: z.enum([...DATED, 'extension']).exactOptional(),
  day,
});
export const gagBody = z.strictObject({ gag: z.enum(GAGS).exactOptional(), until: day });
export const searchBody = z.strictObject({
  item: z.uuid(),
  found: z.enum(FOUND_BANDS).exactOptional(),
  /** Longer than it may be, so that the page can say so. */
  hours: z.string().max(40).default(''),
});
export const secondSearchBody = z.strictObject({
  search: z.uuid(),
  found: z.enum(FOUND_BANDS).exactOptional(),
});
export const outcomeBody = z.strictObject({ item: z.uuid(), outcome: z.enum(OUTCOMES).exactOptional() });
export const secondBody = z.strictObject({ decision: z.uuid() });
export const holdBody = z.strictObject({ hold: z.uuid() });
/** Longer than it may be, so that the page can say so. */
export const noteBody = z.strictObject({ note: z.string().max(LONGEST_TEXT * 2) });
/** One page of one scan. */
export const pageBody = z.strictObject({ at: z.iso.datetime(), page: z.string().regex(/^\d{1,2}$/) });
export const nothing = z.strictObject({});
