import { INSTRUMENT_TYPES, ISSUER_CLASSES } from '@commonkey/program';
import { z } from 'zod';
import { NOT_LISTED, OUTCOMES, SELECTORS } from '../../store/tables/demands.ts';
import { EMERGENCY_OUTCOMES, OWN_ANSWERS } from '../../store/tables/legal-tracks.ts';
import { LETTERS } from '../../store/tables/requests.ts';

const day = z.iso.date();
const count = z.number().int().min(0);
/** A count that may be of people: null where it is small, or where it would give a small one away. */
const told = count.nullable();

/**
 * The report of a half-year. Demands are counted from the register, where each of them stands in full. What else is counted
 * may be about people, and so is shown only as far as no later report can give a small number away (PC-01 to PC-03).
 */
const first = z.strictObject({
  v: z.literal(1),
  period: z.string().regex(/^[0-9]{4}-H[12]$/),
  from: day,
  until: day,
  demands: z.strictObject({
    received: count,
    /** Received earlier, and told of only now. */
    toldLate: count,
    byVendor: count,
    silenceAsked: count,
    silenceOrdered: count,
    kinds: z.array(
      z.strictObject({
        instrument: z.enum(INSTRUMENT_TYPES),
        issuer: z.enum([...ISSUER_CLASSES, NOT_LISTED]),
        count,
      }),
    ),
    outcomes: z.array(z.strictObject({ outcome: z.enum(OUTCOMES), count })),
    /** Days from receipt to the first answer that was sent, or that was decided where a demand was shown by earlier rules; null without one. */
    medianDays: z.number().min(0).nullable(),
  }),
  destroyed: z.strictObject({
    all: told,
    series: z.array(z.strictObject({ series: z.string(), count: told })),
  }),
  requests: z.strictObject({
    received: told,
    letters: z.array(z.strictObject({ letter: z.enum(LETTERS), count: told })),
  }),
});

const { demands, destroyed, requests } = first.shape;

/** Since emergencies and own requests have a track of their own. */
const second = first.extend({
  v: z.literal(2),
  demands: demands.extend({
    /** Those that the city objected to, or that went to court. */
    challenged: count,
  }),
  /** Counted from the register, as demands are. */
  emergencies: z.strictObject({
    received: count,
    toldLate: count,
    outcomes: z.array(z.strictObject({ outcome: z.enum(EMERGENCY_OUTCOMES), count })),
  }),
  /** People whose records had to be handed over. */
  handedOver: z.strictObject({ people: told }),
  destroyed: destroyed.extend({
    /** Under a certificate that the law wants. */
    certified: told,
  }),
  requests: requests.extend({
    /** For records about people who have, or asked for, a card. */
    aboutHolders: told,
  }),
  ownRequests: z.strictObject({
    received: told,
    answers: z.array(z.strictObject({ answer: z.enum(OWN_ANSWERS), count: told })),
  }),
});

/** Since reports say whom demands sought. */
const third = second.extend({
  v: z.literal(3),
  demands: second.shape.demands.extend({
    /**
     * Demands by the widest of whom their points mean: people they name, people they give a number of, everybody of some kind.
     * How many people a paper names is counted nowhere.
     */
    sought: z.array(z.strictObject({ sought: z.enum(SELECTORS), count })),
  }),
});

/** Takes the place of an earlier version of the same half-year, which stays public beside it. */
const corrected = third.extend({
  v: z.literal(4),
  correction: z.strictObject({
    /** The first report of a half-year is version 1. */
    version: z.number().int().min(2),
    /** SHA-256 of the version before, word for word, in lower-case hexadecimal. */
    corrects: z.string().regex(/^[0-9a-f]{64}$/),
  }),
});

/** What is public stays as it was: reports of earlier kinds are read as they are. */
export const saidReport = z.discriminatedUnion('v', [first, second, third, corrected]);
/** A report as it is made now. */
export type NewReport = z.infer<typeof third>;
export type SaidReport = z.infer<typeof saidReport>;

export const versionOf = (said: SaidReport): number => (said.v === 4 ? said.correction.version : 1);
