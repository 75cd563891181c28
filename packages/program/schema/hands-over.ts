import { z } from 'zod';
import { PROCESSES } from '../flows.ts';
import { sourceRef } from './base.ts';

export const handsOver = z
  .strictObject({ after: z.enum(PROCESSES), source: sourceRef })
  .describe(
    'What the city requires before it hands over what is not public. Where nothing says it, the public page says that it is not stated.',
  );
