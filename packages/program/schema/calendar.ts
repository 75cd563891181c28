import { z } from 'zod';
import { plainDate, sourceRef } from './base.ts';

export const cityCalendar = z
  .strictObject({
    holidays: z
      .array(plainDate)
      .min(1)
      .describe('Days on which the city does not work, besides Saturdays and Sundays; each year’s own days'),
    through: plainDate.describe('The list is whole up to this day'),
    source: sourceRef,
  })
  .describe('The city’s working days. Left out where nobody could establish its holidays.');
