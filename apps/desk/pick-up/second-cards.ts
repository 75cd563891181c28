import { handOversOf } from '@commonkey/shift';
import type { LiveShift } from '../shift/live-shift.ts';
import { type Ask, readTexts } from './wire.ts';

/**
 * Reports every hand-over of a shift, and names the cards of those that another desk had reported first: they enter the
 * register as ended. Which card a record became leaves the desk for these alone. Asked again it is the same. Faults of
 * `askCityHall`.
 */
export async function secondCards(live: LiveShift, ask: Ask): Promise<string[]> {
  const serials = handOversOf(live.chain());
  if (serials.size === 0) return [];
  const wish = { shift: live.record.offer.shift, records: [...serials.keys()].sort() };
  const second = readTexts(await ask('/api/pick-ups/done', wish), 'second');
  return second.flatMap((record) => serials.get(record) ?? []).sort();
}
