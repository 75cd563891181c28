import { INSTRUMENT_TYPES } from '@commonkey/program';
import { id, plainDate } from '@commonkey/program/schema/base.ts';
import { z } from 'zod';
import { GAGS, KNOWN_FIELDS, RECORD_CLASSES } from './vocabulary.ts';

const source = z.strictObject({
  mark: z.enum(['PRESS', 'FOUND', 'OWN']).describe('How sure we are that this was demanded in these words'),
  at: z.string().min(1).exactOptional(),
  note: z.string().min(1),
});

const applied = z
  .strictObject({
    field: z.literal('applied'),
    from: plainDate.describe('First day, included').exactOptional(),
    until: plainDate.describe('Last day, included').exactOptional(),
  })
  .describe('Who applied between two days');

const named = z
  .strictObject({ field: z.literal('person'), is: z.literal('named') })
  .describe('One person, by name. The name is not written here: there is nothing to look it up in.');

const other = z
  .strictObject({
    field: id.refine((name) => name !== 'applied' && name !== 'person', 'clause-shape'),
    is: id.describe('What it should be, in a word: foreign, expired, es. Never somebody’s name.'),
  })
  .describe(
    `Any other property: ${KNOWN_FIELDS.filter((one) => one !== 'applied' && one !== 'person').join(', ')}, or one that no column says`,
  );

export const clause = z.union([applied, named, other]);

const item = z.strictObject({
  words: z.string().min(1).max(4000).describe('The demand in its own words, if it may be public'),
  subjects: z.array(clause).max(20).describe('Whose records: all of these must be so. Empty: everybody’s'),
  records: z
    .union([z.literal('all'), z.array(z.enum(RECORD_CLASSES)).min(1).max(RECORD_CLASSES.length)])
    .describe('Which of their records'),
});

export const demandSchema = z
  .strictObject({
    format: z.literal('commonkey-demand-1'),
    id,
    instrument: z.strictObject({
      type: z.enum(INSTRUMENT_TYPES),
      issuer: z.string().min(1).max(200).describe('The authority, never an officer'),
      served: plainDate,
      returns: plainDate.describe('The day by which it wants an answer').exactOptional(),
      gag: z
        .enum(GAGS)
        .describe(
          'Whether it may be spoken of, where that is public. Left out of what is saved or handed on: no answer turns on it, and whoever reads the file would read the order',
        )
        .exactOptional(),
    }),
    items: z.array(item).min(1).max(40),
    source,
  })
  .describe('What a demand asks for, in words that a machine can hold against what exists');

export type Demand = z.infer<typeof demandSchema>;
export type DemandItem = z.infer<typeof item>;
export type Clause = z.infer<typeof clause>;

/** The published schema file: what an editor completes and checks a demand with. */
export function demandJsonSchema(): string {
  const body = z.toJSONSchema(demandSchema, { target: 'draft-2020-12', io: 'input' });
  return `${JSON.stringify({ title: 'The scope of a demand', ...body }, null, 2)}\n`;
}
