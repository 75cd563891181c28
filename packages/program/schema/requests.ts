import { z } from 'zod';
import { id, period, sourceRef } from './base.ts';

const businessDays = z.int().min(1).max(250);
const said = z.string().min(1).max(300);
const clock = z.strictObject({ businessDays, source: sourceRef });

export const exemption = z.strictObject({
  id: id.max(40),
  citation: said.describe('Where the law says it, as a letter cites it'),
  says: said.describe('What it protects, in one clause in the language of the law'),
  source: sourceRef,
});

export const requests = z
  .strictObject({
    statute: said.describe('The law on public records, as a letter names it'),
    reply: clock.describe('An answer is due so many business days after the day of receipt'),
    extension: z
      .strictObject({
        businessDays,
        citation: said,
        reasons: z
          .array(z.strictObject({ id: id.max(40), says: said }))
          .min(1)
          .describe('The reasons that the law allows, and no others'),
        source: sourceRef,
      })
      .describe('Once, in writing, within the first period: so many business days more')
      .exactOptional(),
    commercial: clock.describe('The period for requests with a commercial purpose').exactOptional(),
    review: z
      .strictObject({
        body: said.describe('Who reviews a denial'),
        at: said.describe('Where to write to it'),
        withinDays: z.int().min(1).max(730),
        court: said.describe('The court that hears the matter').exactOptional(),
        answer: businessDays.describe('The city answers the reviewing body within so many business days'),
        citation: said,
        source: sourceRef,
      })
      .describe('What somebody who was turned down can do'),
    exemptions: z.array(exemption).min(1),
    keep: z
      .strictObject({
        afterClosing: period,
        atMost: period.describe('After the day of receipt, whatever happens'),
        source: sourceRef,
      })
      .describe('How long the sealed words and address of a request, and its letters, are kept'),
  })
  .describe('Public-records requests');
