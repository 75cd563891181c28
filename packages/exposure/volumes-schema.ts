import { ageBand, id, period } from '@commonkey/program/schema/base.ts';
import { trigger } from '@commonkey/program/schema/series.ts';
import { z } from 'zod';

const MOST_RECORDS = 10_000_000;
const MOST_PARTS = 1_000_000;

const sourceRef = z.string().min(1).describe('A key of "sources": where this number comes from');
const parts = z.int().min(0).max(MOST_PARTS).describe('So many parts of the whole list');
const sentence = z.string().min(1).max(160);
const words = z
  .object({ en: sentence })
  .catchall(sentence)
  .describe('Language → what it is called, English at least');

const source = z
  .strictObject({
    mark: z
      .enum(['PRESS', 'FOUND', 'COUNTED', 'INFER', 'ASSUMED'])
      .describe(
        'PRESS: a newspaper of record. FOUND: a public page that was read. COUNTED: the city counted it. INFER: follows from something known. ASSUMED: nobody knows it, and the forecast says so.',
      ),
    at: z.string().min(1).describe('Address, statute or document').exactOptional(),
    note: z.string().min(1),
  })
  .describe('Where a number comes from and how sure we are');

const when = z
  .string()
  .regex(/^\d{4}-\d{2}(-\d{2})?$/, 'month-shape')
  .describe('A month as YYYY-MM, or a day as YYYY-MM-DD');

const channel = z.enum(['events', 'portal']);

const days = z
  .union([
    z.int().min(0).max(3660),
    z
      .array(z.strictObject({ days: z.int().min(0).max(3660), parts }))
      .min(1)
      .max(60),
  ])
  .describe('Whole days, or a list of days with the parts of all people whom each takes');

const arrival = z.strictObject({
  channel,
  from: when.describe('First month or day'),
  to: when.describe('Last month or day, included'),
  count: z.int().min(0).max(MOST_RECORDS).describe('People who came in that time'),
  source: sourceRef,
  spread: z
    .strictObject({ evenly: z.literal(true), source: sourceRef })
    .describe('How they lie within a time longer than one month')
    .exactOptional(),
});

const minutes = z.number().min(0.1).max(240);

const documents = z.strictObject({
  channel,
  holds: id.describe('What a series holds, as in "holds" of series.json'),
  each: z
    .number()
    .min(0)
    .max(100)
    .multipleOf(0.01)
    .describe('Documents of that kind with each record, at most two decimals'),
  source: sourceRef,
});

const scenario = z.strictObject({
  id,
  words,
  ages: z
    .array(z.strictObject({ ...ageBand.shape, parts }))
    .min(1)
    .max(20)
    .describe('How old people are on the day their card is made'),
  source: sourceRef,
});

const base = {
  channel: z.literal('portal'),
  parts,
  source: sourceRef.describe('A key of "sources": where the days come from'),
  partsSource: sourceRef.describe('Where the parts come from, if that is another source').exactOptional(),
};
const way = z.union([
  z.strictObject({
    ...base,
    outcome: z.literal('approved'),
    decision: days.describe('Days from receipt to the decision'),
    issue: days.describe('Days from the decision to the card’s first day; 0 if not given').exactOptional(),
    handOver: days
      .describe('Days from the decision to the hand-over; if not given nobody is known to have fetched it')
      .exactOptional(),
  }),
  z.strictObject({ ...base, outcome: z.literal('denied'), decision: days }),
  z.strictObject({ ...base, outcome: z.literal('withdrawn'), after: days }),
  z.strictObject({ ...base, outcome: z.literal('lapsed'), after: days }),
  z.strictObject({ ...base, outcome: z.literal('undecided') }),
]);

/** Other rules for one series: what is not given stays as the program has it. */
export const override = z.strictObject({
  series: id,
  after: trigger.exactOptional(),
  period,
  atMost: z
    .strictObject({ after: z.enum(['receipt', 'issue', 'shift-close', 'event-end']), period })
    .exactOptional(),
});

export const volumesSchema = z.strictObject({
  $schema: z.string().exactOptional(),
  format: z.literal('commonkey-volumes-1'),
  sources: z.record(id, source),
  arrivals: z.array(arrival).min(1).max(2000),
  documents: z.array(documents).max(100),
  scenarios: z.array(scenario).min(1).max(12),
  ways: z.array(way).max(60),
  desk: z
    .strictObject({
      minutes: z
        .union([minutes, z.strictObject({ least: minutes, most: minutes })])
        .describe('Minutes that one person takes at a desk, or the least and the most of them'),
      source: sourceRef,
    })
    .describe('What it costs a person to come in: without it nobody says how long the queue grows')
    .exactOptional(),
  alternatives: z
    .array(z.strictObject({ id, words, source: sourceRef, ...override.shape }))
    .max(8)
    .exactOptional(),
});

export type Volumes = Omit<z.infer<typeof volumesSchema>, '$schema'>;
export type Override = z.infer<typeof override>;
export type Channel = z.infer<typeof channel>;
export type Way = z.infer<typeof way>;
export type Days = z.infer<typeof days>;
export type Scenario = z.infer<typeof scenario>;

/** The published schema file: what an editor completes and checks a volumes file with. */
export function volumesJsonSchema(): string {
  const body = z.toJSONSchema(volumesSchema, { target: 'draft-2020-12', io: 'input' });
  return `${JSON.stringify({ title: 'How much a city takes in', ...body }, null, 2)}\n`;
}
