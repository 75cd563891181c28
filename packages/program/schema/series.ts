import { z } from 'zod';
import { id, period, plainDate, purpose, sourceRef } from './base.ts';
import { handsOver } from './hands-over.ts';

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
    'matter-closed',
    'withdrawal',
    'manual',
  ])
  .describe(
    'receipt, issue, shift-close and event-end always come. expiry never comes for cards that do not expire. All others may never come: submission, decision, approval, denial, final-denial (an appeal turned down), second-look (done, or not asked for), lapse (nobody decided in time, or what was asked for did not come), hand-over of the card, revocation, supersession, matter-closed (the legal matter that a file is about), withdrawal (the person takes it back) and manual.',
  );

export const commission = z
  .strictObject({
    meets: z
      .strictObject({
        weekday: z.enum(['monday', 'tuesday', 'wednesday', 'thursday', 'friday']),
        nth: z
          .union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal('last')])
          .describe('Which of that weekday in the month'),
        time: z
          .string()
          .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'time-shape')
          .describe('HH:MM where the commission sits'),
      })
      .describe('Its regular meeting, once a month'),
    businessDaysBefore: z
      .int()
      .min(0)
      .max(60)
      .describe('What a meeting shall take up has to arrive so many business days ahead'),
    holidays: z
      .array(plainDate)
      .min(1)
      .describe(
        'Days that are no business days, besides Saturdays and Sundays. Left out where nobody knows them.',
      )
      .exactOptional(),
    source: sourceRef,
  })
  .describe('When the body sits that approves schedules and certificates');

export const certificate = z
  .strictObject({
    daysBefore: z.int().min(0).describe('Filed so many days before the disposal'),
    authority: z.string().min(1).describe('Who approves it, and under which rule'),
    witness: z
      .enum(['required', 'optional', 'none'])
      .describe(
        'Whether a second person witnesses the destruction before its proof is filed; optional where left out',
      )
      .exactOptional(),
    commission: commission.exactOptional(),
    source: sourceRef.exactOptional(),
  })
  .describe('The law wants a disposal certificate, filed so many days before');

export const approval = z
  .strictObject({
    commission: z.string().min(1).describe('Who approved'),
    application: z
      .string()
      .regex(/^[A-Za-z0-9./-]{1,30}$/, 'number-shape')
      .describe('Application number'),
    item: z
      .string()
      .regex(/^[A-Za-z0-9./-]{1,30}$/, 'number-shape')
      .describe('Item number in it'),
    on: plainDate.describe('Day of the approval'),
    source: sourceRef,
  })
  .describe('The approved schedule, which a certificate that the law requires is written under');

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
  approval: approval.exactOptional(),
  approvalOpen: id
    .describe(
      'Which approved schedule a certificate would be written under is not established: an "unestablished" id. Such a program can be explored and not served.',
    )
    .exactOptional(),
  certificate: certificate.exactOptional(),
  handsOver: handsOver
    .describe(
      'What the city requires before it hands over records of this series, where that is not its general rule',
    )
    .exactOptional(),
  source: sourceRef,
});

export const seriesList = z.array(series);
