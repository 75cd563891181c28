import { z } from 'zod';
import { id, plainDate, sourceRef } from './base.ts';

export const recordKind = z
  .enum(['draft', 'papers', 'card', 'contact', 'review-box', 'application'])
  .describe(
    'draft: what is not sent yet. papers: pictures of papers. card: answers and face photo. contact: where a notice may go. review-box: what lets one reviewer open it before the decision. application: the row that ties them together.',
  );

const days = z.int().min(0).max(3650);

export const portal = z
  .strictObject({
    on: z
      .boolean()
      .describe(
        'Does the city take applications online? Off, nothing new comes in and every date keeps running',
      ),
    since: plainDate.describe('First day on which it is open').exactOptional(),
    until: plainDate.describe('Last day on which it is open').exactOptional(),
    series: z.array(id).min(1).describe('Record series that this channel makes'),
    records: z
      .record(recordKind, id)
      .describe('The series that each kind of record belongs to; needed where the channel is on')
      .exactOptional(),
    draftDays: days.describe('A draft that is not sent dies so many days after it was begun').exactOptional(),
    decideDays: days
      .describe('Decided within so many days of being sent, or everything dies undecided')
      .exactOptional(),
    secondLook: z
      .strictObject({
        percent: z.int().min(0).max(100).describe('How many of a hundred approved ones are picked'),
        days: days.describe('Papers of a picked one die so many days after the approval at the latest'),
      })
      .describe('A second person looks at some of what was approved')
      .exactOptional(),
    appealDays: days
      .describe(
        'A denial can be appealed within so many days; without an appeal everything then dies. An appeal seals anew, with days of its own.',
      )
      .exactOptional(),
    outcomeDays: days
      .describe(
        'After a last denial, or where nobody decided in time, the outcome can be read with the code for so many days. What was sent dies at once all the same.',
      )
      .exactOptional(),
    pickUpDays: days
      .describe('A card that nobody picks up dies so many days after the approval')
      .exactOptional(),
    openingDays: days
      .describe(
        'That somebody of staff opened a sealed record (who, when, what for, never whose) is kept for so many days',
      )
      .exactOptional(),
    source: sourceRef,
  })
  .describe('Applications online');
