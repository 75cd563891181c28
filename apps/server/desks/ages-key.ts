import { createHmac } from 'node:crypto';
import { quarterOf } from '@commonkey/shift';
import type { Context } from '../context.ts';
import { dayIn } from './days.ts';

/**
 * Under which the city's desks keep ages from one shift to the next, in the quarter of a moment. City hall stores none of what it
 * opens, and a laptop between shifts does not have it: who has one of the two reads no count. In a new quarter nothing old opens.
 */
export function agesKey({ secrets, program }: Context, at: Date): string {
  const quarter = quarterOf(dayIn(program.program.city.timeZone, at));
  return createHmac('sha256', secrets.codes)
    .update(['commonkey-carried-ages-v1', quarter].join('\0'))
    .digest('hex');
}
