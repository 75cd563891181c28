import { z } from 'zod';
import { ageBand, colour, purpose, sourceRef } from './base.ts';

export const printField = z.enum([
  'name',
  'second-name',
  'birth-date',
  'photo',
  'number',
  'issued',
  'expires',
  'gender',
  'address',
  'care-of',
  'emergency-contact',
  'medical',
  'signature',
  'height',
  'eye-colour',
  'language',
  'organ-donor',
  'veteran',
]);

/** What the QR may hold. Never address, gender or nationality: those have no name here. */
export const qrField = z.enum([
  'number',
  'name',
  'second-name',
  'birth-date',
  'face',
  'issued',
  'expires',
  'status',
]);

const benefits = z.strictObject({
  library: z
    .strictObject({
      symbology: z.literal('codabar'),
      length: z.literal(14),
      prefix: z
        .string()
        .regex(/^2\d{4}$/, 'library-prefix')
        .describe('2 for a patron, then the library’s four digits'),
      purpose,
      source: sourceRef,
    })
    .describe('Numbers come from a pool that the library allocates; the library alone ties them to a patron')
    .exactOptional(),
  transit: z
    .strictObject({ serial: z.literal('of-the-blank'), purpose, source: sourceRef })
    .describe('Only the serial that the transit agency printed on the blank')
    .exactOptional(),
  pharmacy: z
    .strictObject({
      bin: z.string().regex(/^\d{6}$/, 'pharmacy-bin'),
      pcn: z.string().regex(/^[A-Z0-9]{1,10}$/, 'pharmacy-pcn'),
      group: z.string().regex(/^[A-Z0-9]{1,15}$/, 'pharmacy-group'),
      member: z.string().regex(/^[A-Z0-9]{1,20}$/, 'pharmacy-member'),
      phone: z.string().min(1).exactOptional(),
      purpose,
      source: sourceRef,
    })
    .describe('The same for every card, so that no prescription leads to a holder')
    .exactOptional(),
});

export const card = z.strictObject({
  print: z
    .array(
      z.strictObject({
        field: printField,
        side: z.enum(['front', 'back']),
        purpose,
        optional: z.literal(true).describe('Only if the person asks for it').exactOptional(),
        ages: ageBand.exactOptional(),
        source: sourceRef,
      }),
    )
    .min(1),
  qr: z.array(z.strictObject({ field: qrField, purpose })).min(1),
  dialect: z
    .enum(['spec', 'inji'])
    .describe('Claim 169 as the text of the specification has it, or as Inji reads it'),
  secondScript: z.boolean().describe('May a second line hold the name in the person’s own script?'),
  numberGroups: z.array(z.int().min(1)).describe('The twelve digits in groups, as printed'),
  child: z
    .strictObject({ ages: ageBand, emergencyContact: z.boolean(), source: sourceRef })
    .describe('Cards of these ages have the child’s colour band')
    .exactOptional(),
  benefits,
});

export const colours = z
  .strictObject({
    paper: colour,
    ink: colour,
    accent: colour,
    onAccent: colour,
    band: colour,
    onBand: colour,
    childBand: colour,
    onChildBand: colour,
  })
  .describe('Each pair (ink on paper, onX on X) has a contrast of at least 4.5:1');

export const desk = z.strictObject({
  maxCards: z.int().min(1).max(2000).describe('Cards a desk may sign in one shift'),
  maxHours: z.int().min(1).max(24),
  partyMax: z.int().min(1).max(10).describe('People who come together'),
  slip: z.boolean().describe('Does the holder get a slip that can revoke or replace the card?'),
  spoilReasons: z
    .array(z.enum(['misprint', 'jam', 'ribbon-out', 'unreadable', 'damaged-blank', 'wrong-data']))
    .min(1)
    .describe('The reasons a clerk may give; none of them speaks of a person'),
  countAges: z
    .strictObject({
      from: z
        .array(z.int().min(1).max(120))
        .min(1)
        .max(8)
        .describe('The first age of each band after the youngest, rising: [14, 18, 65] are four bands'),
      cards: z
        .int()
        .min(100)
        .max(10_000)
        .describe('A desk tells ages, or forgets them, after so many cards: too few, and a band is small'),
    })
    .optional()
    .describe('Ages that desks count for published statistics. Left out: none are counted'),
  appeal: z.boolean().describe('Can a refusal be appealed? The refusal then says how.'),
  source: sourceRef,
});
