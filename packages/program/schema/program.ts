import { z } from 'zod';
import { ageBand, id, period, plainDate, source, sourceRef } from './base.ts';
import { cityCalendar } from './calendar.ts';
import { card, colours, desk } from './card.ts';
import { legal } from './legal.ts';
import { letters } from './letters.ts';
import { papers } from './papers.ts';
import { portal } from './portal.ts';
import { requests } from './requests.ts';
import { rule } from './rule.ts';
import { seriesList } from './series.ts';
import { sharing } from './sharing.ts';

const $schema = z.string().exactOptional();

const city = z.strictObject({
  name: z.string().min(1),
  cardName: z.string().min(1).describe('What the card is called'),
  verifier: z
    .string()
    .min(1)
    .describe('Address of the verifier page, as printed on the card')
    .exactOptional(),
  leaveTo: z
    .url({ protocol: /^https$/ })
    .describe(
      'Where "Exit this page" leads: an everyday page of the city’s own. Without it, an empty page; no other site then learns of it.',
    )
    .exactOptional(),
  timeZone: z.string().min(1).describe('IANA name, such as America/Chicago'),
  languages: z.array(z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]+)*$/, 'language-shape')).min(1),
  colours,
});

const requirement = z.strictObject({
  id,
  rule,
  ages: ageBand.describe('It is asked only of people of these ages').exactOptional(),
  source: sourceRef,
});

const validity = z.union([
  z.strictObject({
    ages: ageBand,
    for: period,
    untilAge: z.int().min(1).describe('The card ends at this birthday if that is earlier').exactOptional(),
    source: sourceRef,
  }),
  z.strictObject({
    ages: ageBand,
    never: z.literal(true).describe('The card does not expire'),
    source: sourceRef,
  }),
  z.strictObject({ ages: ageBand, unestablished: id, source: sourceRef }),
]);

const fee = z.strictObject({
  id,
  for: z.enum(['first', 'renewal', 'replacement', 'any']),
  cents: z.int().min(0),
  currency: z.string().regex(/^[A-Z]{3}$/, 'currency-shape'),
  ages: ageBand.exactOptional(),
  waivable: z.boolean().describe('May a clerk waive it? The reason is never recorded.').exactOptional(),
  source: sourceRef,
});

const notice = z.strictObject({
  id,
  where: z
    .array(
      z.enum(['event', 'desk-proof', 'refusal', 'handover', 'portal-start', 'portal-upload', 'card-back']),
    )
    .min(1),
  source: sourceRef,
});

const channels = z.strictObject({
  events: z.strictObject({
    papers: z.literal('looked-at-and-returned'),
    series: z.array(id).describe('Record series that this channel makes'),
    source: sourceRef,
  }),
  portal: portal.exactOptional(),
});

const head = {
  $schema,
  format: z.literal('commonkey-program-1'),
  id,
  version: z.string().regex(/^\d+(\.\d+){0,2}$/, 'version-shape'),
  effective: z.strictObject({ from: plainDate, until: plainDate.exactOptional(), source: sourceRef }),
  practice: z.literal(true).describe('A city that does not exist; its cards say SPECIMEN').exactOptional(),
  overrides: z
    .array(z.enum(['unbounded-series']))
    .describe('Errors that this file may be loaded with, and only if the person loading it says so too')
    .exactOptional(),
  city,
  sources: z.record(id, source),
  unestablished: z
    .array(z.strictObject({ id, note: z.string().min(1).exactOptional() }))
    .describe(
      'What nobody here could establish (catalogue keys unestablished.<id>); never filled in by guessing',
    ),
  eligible: z.strictObject({ ages: ageBand, source: sourceRef }).exactOptional(),
  serves: z
    .strictObject({ ages: ageBand })
    .describe('Ages whose rules this file claims to know; others get "undetermined"')
    .exactOptional(),
  paperListOpen: id
    .describe(
      'The city accepts papers that are not listed here: an "unestablished" id. Then nothing is ever "not enough".',
    )
    .exactOptional(),
  categories: z.array(id).describe('Categories of points').exactOptional(),
  lists: z.array(id).describe('Lists of papers').exactOptional(),
  shows: z.array(id).min(1).describe('What papers can show'),
  requirements: z.array(requirement).min(1),
  validity: z.array(validity).min(1),
  card,
  desk,
  fees: z.array(fee),
  notices: z.array(notice),
  channels,
  calendar: cityCalendar.exactOptional(),
  requests: requests.exactOptional(),
  legal: legal.exactOptional(),
  letters: letters.exactOptional(),
};

/** `program.json`: papers and series may live in files of their own. */
export const programFile = z.strictObject({
  ...head,
  papers: papers.exactOptional(),
  series: seriesList.exactOptional(),
  sharing: sharing.exactOptional(),
});
export const papersFile = z.strictObject({ $schema, papers });
export const seriesFile = z.strictObject({ $schema, series: seriesList });
export const sharingFile = z.strictObject({ $schema, ...sharing.shape });
export const wordsFile = z.record(z.string(), z.string());

/** The whole program as the code sees it: all files in one. */
export const programSchema = z.strictObject({
  ...head,
  papers,
  series: seriesList,
  sharing: sharing.exactOptional(),
});
