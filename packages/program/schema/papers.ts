import { z } from 'zod';
import { ageBand, id, period, sourceRef } from './base.ts';

const points = z.record(id, z.union([z.int().min(1), z.strictObject({ unestablished: id })]));

const whenExpired = z
  .strictObject({
    upTo: z.union([period, z.literal('any')]).describe('How long after its expiry the paper still counts'),
    points: points.describe('If fewer than before; all categories anew').exactOptional(),
    shows: z.array(id).exactOptional(),
    lists: z.array(id).exactOptional(),
  })
  .describe('What the paper is worth once expired; without this it then counts for nothing');

const attestation = z
  .strictObject({
    by: z.array(id).min(1).describe('Who may attest (catalogue keys attester.<id>)'),
    servedWithin: period
      .describe('The attester must have served the person within this time')
      .exactOptional(),
    onCard: z.literal('care-of').describe('The card then shows the attester as "care of"').exactOptional(),
  })
  .describe('A statement by somebody else');

export const paper = z.strictObject({
  usual: z.int().min(1).describe('How usual it is that people have it: 1 for nearly everybody'),
  bearer: z
    .enum(['applicant', 'guardian', 'caretaker', 'third-party'])
    .describe('Whose paper it is; the applicant unless said')
    .exactOptional(),
  shows: z.array(id).describe('What it shows: photo, birth-date, residency, relationship …').exactOptional(),
  lists: z.array(id).describe('Lists it belongs to').exactOptional(),
  points: points.describe('Points by category').exactOptional(),
  ages: ageBand.describe('It counts only for people of these ages').exactOptional(),
  needs: z.array(id).min(1).describe('Papers without which it counts for nothing').exactOptional(),
  dated: z.strictObject({ within: period }).describe('Its date may be no older than this').exactOptional(),
  expires: z.literal(true).describe('It carries an expiry date').exactOptional(),
  whenExpired: whenExpired.exactOptional(),
  attestation: attestation.exactOptional(),
  renewal: z
    .literal(true)
    .describe('The city’s own earlier card: it counts when shown and is never suggested to somebody without')
    .exactOptional(),
  unestablished: id
    .describe('The city names this paper, but what it counts for is not established')
    .exactOptional(),
  source: sourceRef,
});

export const papers = z.record(id, paper);
