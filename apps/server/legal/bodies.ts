import type { Program } from '@commonkey/program';
import { z } from 'zod';
import type { HoldSentences } from '../store/tables/holds.ts';
import { HOLD_REASONS } from '../store/tables/holds.ts';
import { scopeFields } from './wish.ts';

export const nothing = z.strictObject({});
/** An entry of the sharing register; another one is refused before anything is kept. */
export const vendorBody = z.strictObject({ vendor: z.string().regex(/^[a-z0-9-]{1,60}$/) });

/** A hold's wish. No field of it takes a word that somebody made up. */
export const newBody = (program: Program) =>
  z.strictObject({
    /** Of the form: a press that is repeated places nothing more. */
    id: z.uuid(),
    reason: z.enum(HOLD_REASONS).exactOptional(),
    /** A law officer's: nobody may speak of it. */
    gag: z.literal('on').exactOptional(),
    ...scopeFields(program),
  });

/** Longer than a sentence may be, so that the page can say so and lose nothing. */
const said = z.string().max(4_000).default('');

export const wordsBody = ({ city }: Pick<Program, 'city'>) =>
  z.strictObject({
    gag: z.literal('on').exactOptional(),
    ...Object.fromEntries(city.languages.map((tag) => [`said-${tag}`, said])),
  });

export const confirmBody = (program: Program) =>
  z.strictObject({ ...scopeFields(program), ...wordsBody(program).shape });

export function readWords(form: Readonly<Record<string, unknown>>): {
  gag: boolean;
  sentences: HoldSentences;
} {
  const sentences: HoldSentences = {};
  for (const [name, value] of Object.entries(form))
    if (name.startsWith('said-') && typeof value === 'string') sentences[name.slice('said-'.length)] = value;
  return { gag: form.gag === 'on', sentences };
}
