import { z } from 'zod';
import { CONTACT_ROLES, FLOW_FIELDS, FLOW_KINDS } from '../flows.ts';
import { id, plainDate, purpose, sourceRef } from './base.ts';
import { handsOver } from './hands-over.ts';

export const flow = z.strictObject({
  id: id.max(60),
  kind: z.enum(FLOW_KINDS),
  recipient: z.string().min(1).max(120).describe('The body that gets it, by its public name'),
  host: z
    .string()
    .regex(/^[A-Za-z0-9.:-]{1,253}$/, 'host-shape')
    .describe('For mail, text, blob-store, database and witness: the host that it goes to, as configured')
    .exactOptional(),
  purpose,
  basis: z.string().min(1).max(300).describe('Legal basis: ordinance, statute or contract'),
  fields: z.array(z.enum(FLOW_FIELDS)).min(1),
  contact: z.enum(CONTACT_ROLES).describe('Which office of the recipient answers for it'),
  noticeTo: z
    .string()
    .min(3)
    .max(200)
    .describe(
      'For mail, text, blob-store, database and vendor: where a legal notice goes, the address of an office and never of somebody. Without it they are told by hand.',
    )
    .exactOptional(),
  reviewBy: plainDate.describe('By this day somebody looks whether it is still needed'),
  source: sourceRef,
});

export const sharing = z
  .strictObject({
    handsOver: handsOver.exactOptional(),
    flows: z.array(flow).describe('Every flow to another body. What is not here cannot be configured.'),
  })
  .describe('The sharing register');
