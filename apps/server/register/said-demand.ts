import { INSTRUMENT_TYPES, ISSUER_CLASSES } from '@commonkey/program';
import { z } from 'zod';
import { GAGS, NOT_LISTED, OUTCOMES, RECEIVED_BY } from '../store/tables/demands.ts';
import { PUBLIC_NUMBER } from './public-number.ts';

/** Longest public copy of a demand’s words, in characters. */
export const LONGEST_COPY = 60_000;

const day = z.iso.date();
/** What opens an entry of the ledger. */
export const opening = z.strictObject({
  /** Lower-case hexadecimal, 32 bytes. */
  salt: z.string().regex(/^[0-9a-f]{64}$/),
  event: z.intersection(
    z.object({ kind: z.string() }),
    z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  ),
});

const percent = z.number().min(0).max(100);
/** A page of the paper: which picture, and what was covered of it by which law. */
const scannedPage = z.strictObject({
  /** SHA-256 of the JPEG, in lower-case hexadecimal. */
  digest: z.string().regex(/^[0-9a-f]{64}$/),
  width: z.number().int().min(1),
  height: z.number().int().min(1),
  covered: z
    .array(
      z.strictObject({
        /** From the page’s left upper corner, in percent of it. */
        left: percent,
        top: percent,
        width: percent,
        height: percent,
        citation: z.string().max(300),
        says: z.string().max(300),
      }),
    )
    .max(60),
});

/**
 * A demand as the public register shows it: closed lists and days, the words that two law officers read through for people
 * and found none, and what opens the entries of the ledger that were sealed on the day.
 */
export const saidDemand = z.strictObject({
  v: z.literal(2),
  demand: z.uuid(),
  /** Its place on this register, given when it was first put there; numbers of the law department stay inside. */
  number: z.string().regex(PUBLIC_NUMBER),
  receivedOn: day,
  receivedBy: z.enum(RECEIVED_BY),
  instrument: z.enum(INSTRUMENT_TYPES),
  issuer: z.enum([...ISSUER_CLASSES, NOT_LISTED]),
  /** The paper had gone to somebody who works for the city. */
  byVendor: z.boolean(),
  /**
   * The strongest that was ever said, whatever became of it; one that was ordered has ended, or nothing would stand here. Of a
   * demand shown before orders had days here, what was so on that day.
   */
  gag: z.enum(GAGS),
  /** First and last days of each order of silence. */
  silence: z
    .array(z.strictObject({ from: day, until: day }))
    .min(1)
    .optional(),
  items: z.array(
    z.strictObject({
      place: z.number().int().min(1).max(40),
      outcome: z.enum(OUTCOMES).nullable(),
      decidedOn: day.nullable(),
    }),
  ),
  /** The day on which the first letter or bundle went out. Demands shown before that was asked have none, and their decisions count. */
  firstAnswerOn: day.nullable().optional(),
  closedOn: day.nullable(),
  copy: z.string().max(LONGEST_COPY),
  /** Its pages as pictures, with what two law officers covered black; without it none are shown. */
  scan: z.array(scannedPage).min(1).max(60).optional(),
  openings: z.array(opening),
});
export type ScannedPage = z.infer<typeof scannedPage>;
export type SaidDemand = z.infer<typeof saidDemand>;

/** Whether silence was ever asked for or ordered, as what the demand opened in the ledger says too. */
export const everSaid = (
  { gag, openings }: Pick<SaidDemand, 'gag' | 'openings'>,
  what: 'requested' | 'ordered',
): boolean =>
  gag === what ||
  openings.some(
    ({ event }) =>
      (event.kind === 'demand-registered' && event.gag === what) ||
      (event.kind === 'demand-step' && event.step === 'gag' && event.found === what),
  );
