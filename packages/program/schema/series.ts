import { z } from 'zod';
import { id, period, purpose, sourceRef } from './base.ts';

export const trigger = z
  .enum([
    'receipt',
    'issue',
    'shift-close',
    'event-end',
    'submission',
    'decision',
    'approval',
    'denial',
    'final-denial',
    'second-look',
    'lapse',
    'hand-over',
    'expiry',
    'revocation',
    'supersession',
    'withdrawal',
    'manual',
  ])
  .describe(
    'receipt, issue, shift-close and event-end always come. expiry never comes for cards that do not expire. All others may never come: submission, decision, approval, denial, final-denial (an appeal turned down), second-look (done, or not asked for), lapse (nobody decided in time, or what was asked for did not come), hand-over of the card, revocation, supersession, withdrawal (the person takes it back) and manual.',
  );

export const series = z.strictObject({
  id,
  channel: z.enum(['events', 'portal', 'both']),
  medium: z.enum(['digital', 'physical']),
  object: z
    .enum(['ribbon', 'spool', 'camera-card', 'spoiled-cards', 'paper-form'])
    .describe('For physical series: the thing that holds the copy')
    .exactOptional(),
  personal: z.boolean().describe('Does it hold anything about a person?'),
  holds: z.array(id).min(1).describe('What a record holds (catalogue keys holds.<id>)'),
  purpose,
  basis: z.string().min(1).describe('Legal basis: ordinance, statute or schedule'),
  after: trigger,
  period: period.describe('How long after the trigger'),
  alsoAfter: z
    .array(z.strictObject({ after: trigger, period }))
    .min(1)
    .describe('Other events that end a record; whichever day comes first counts')
    .exactOptional(),
  atMost: z
    .strictObject({ after: z.enum(['receipt', 'issue', 'shift-close', 'event-end']), period })
    .describe('No record outlives this, whatever happens')
    .exactOptional(),
  certificate: z
    .strictObject({ daysBefore: z.int().min(0), authority: z.string().min(1) })
    .describe('The law wants a disposal certificate, filed so many days before')
    .exactOptional(),
  source: sourceRef,
});

export const seriesList = z.array(series);
