import { z } from 'zod';

/** Names inside a program: lower-case words joined by hyphens. They are keys of the catalogues too. */
export const id = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'id-shape');

export const plainDate = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, 'date-shape')
  .describe('A day as YYYY-MM-DD');

export const period = z
  .union([
    z.strictObject({ days: z.int().min(0) }),
    z.strictObject({ months: z.int().min(0) }),
    z.strictObject({ years: z.int().min(0) }),
  ])
  .describe('A length of time in one unit: days, months or years');

export const ageBand = z
  .strictObject({
    from: z.int().min(0).max(130).describe('Youngest age, included').exactOptional(),
    to: z.int().min(0).max(130).describe('Oldest age, included').exactOptional(),
  })
  .describe('Ages in full years on the day; both ends included, a missing end is open');

export const sourceRef = z.string().min(1).describe('A key of "sources": where this rule comes from');

export const source = z
  .strictObject({
    mark: z
      .enum(['PRESS', 'FOUND', 'RECALLED', 'INFER', 'OWN'])
      .describe(
        'PRESS: newspaper of record. FOUND: a public page that was read. RECALLED, INFER: not established, never served as a rule. OWN: our own recommendation or setting.',
      ),
    confidence: z.enum(['high', 'medium', 'low']).exactOptional(),
    at: z.string().min(1).describe('Address, statute or document').exactOptional(),
    note: z.string().min(1).exactOptional(),
  })
  .describe('Where a rule comes from and how sure we are');

export const colour = z.string().regex(/^#[0-9A-Fa-f]{6}$/, 'colour-shape');

export const purpose = z.string().min(1).describe('Catalogue key that says why this is printed or kept');
