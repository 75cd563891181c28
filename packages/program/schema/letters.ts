import { z } from 'zod';
import { id, plainDate, sourceRef } from './base.ts';

const coordinate = z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'key-shape');

/** A community group whose letters the desks of this city know, while the list has it. */
export const letterGroup = z.strictObject({
  id,
  name: z.string().min(1).max(120).describe('The organisation, as desks show it; never a person'),
  key: z
    .strictObject({ x: coordinate, y: coordinate })
    .describe('Its public key (P-256), as its own page shows it. Compare it with the group by telephone.'),
  from: plainDate.describe('First day of a letter'),
  until: plainDate.describe('Last day of a letter'),
  kinds: z.array(z.enum(['care-of', 'shelter'])).min(1),
  source: sourceRef,
});

export const letters = z
  .strictObject({
    groups: z
      .array(letterGroup)
      .describe('A key that is lost or in wrong hands comes off this list; desks know at their next shift'),
  })
  .describe('Whose care-of and shelter letters a desk can check');
