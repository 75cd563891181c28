import { z } from 'zod';
import {
  DEFAULT_ANSWERS,
  DEPARTMENTS,
  DESK_NEVERS,
  DESK_STEPS,
  INSTRUMENT_TYPES,
  ISSUER_CLASSES,
  MAY_COMPEL,
} from '../legal-vocabulary.ts';
import { id, sourceRef } from './base.ts';

const said = z.string().min(1).max(300);
const clock = z
  .strictObject({
    for: z.enum(['objection', 'answer']),
    unit: z.enum(['calendar', 'business']),
    count: z.int().min(0).max(365),
    orReturn: z.literal(true).describe('Or by the return date, if that is earlier').exactOptional(),
    source: sourceRef,
  })
  .describe('Due so many days after service, reckoned by the city’s working days');

const instrument = z.strictObject({
  type: z.enum(INSTRUMENT_TYPES),
  answer: z.enum(DEFAULT_ANSWERS).describe('The answer unless counsel decides otherwise'),
  compelling: z
    .literal(true)
    .describe(
      `Something may be produced under it, by two people. Only: ${MAY_COMPEL.join(', ')}. Of all others nothing is ever produced.`,
    )
    .exactOptional(),
  issuedBy: z
    .strictObject({ classes: z.array(z.enum(ISSUER_CLASSES)).min(1), source: sourceRef })
    .describe(
      'Who alone can issue it. Of another issuer counsel is told, and nothing is refused. Left out: anybody',
    )
    .exactOptional(),
  clocks: z.array(clock).min(1).exactOptional(),
  basis: z
    .strictObject({
      citation: said.describe('Where the law says it, as a letter cites it'),
      says: said.describe('What it says, in a sentence that goes into letters as it stands'),
      source: sourceRef,
    })
    .describe('The law on which an answer to it rests. Without it counsel writes it into each letter.')
    .exactOptional(),
  source: sourceRef,
});

export const legal = z
  .strictObject({
    records: z
      .strictObject({
        process: id.describe('The paper as it came, its words and who brought it'),
        counsel: id.describe('Counsel’s analysis: privileged, a series of its own'),
      })
      .describe('The series of what is sealed about a demand. Without them no demand is registered here.')
      .exactOptional(),
    instruments: z.array(instrument).min(1),
    issuers: z.array(z.enum(ISSUER_CLASSES)).min(1).describe('Classes that the city tells apart'),
    departments: z.array(z.enum(DEPARTMENTS)).min(1).describe('Who of the city can be served'),
    voluntary: sourceRef
      .describe(
        'The ordinance under which something may be handed over that nothing compels; left out: never',
      )
      .exactOptional(),
    frontDesk: z
      .strictObject({
        do: z.array(z.enum(DESK_STEPS)).min(1),
        never: z.array(z.enum(DESK_NEVERS)).min(1),
        source: sourceRef,
      })
      .describe('The card for the moment an officer stands at a counter, in this order')
      .exactOptional(),
  })
  .describe('When an authority asks');
