import type { Program, Series } from '@commonkey/program';
import { isFault } from '@commonkey/words';
import { askCityHall } from '../api/city-hall.ts';

/** What may become of a hidden copy now. `unknown`: city hall could not be asked, which is never a yes. */
export type DisposalAnswer = 'yes' | 'held' | 'awaiting-certificate' | 'unknown';

/** Things that keep what was printed or photographed: ribbon, spool, camera card, spoiled cards. */
export function hiddenCopies(program: Program): Series[] {
  return program.series.filter((series) => series.medium === 'physical' && series.channel !== 'portal');
}

/** Asks for holds before a copy is destroyed. Anything but a clear yes means: seal it and wait. */
export async function askDisposal(
  shift: string,
  series: string,
  ask: typeof askCityHall = askCityHall,
): Promise<DisposalAnswer> {
  try {
    const reply = await ask('/api/disposals', { shift, series });
    const answer =
      typeof reply === 'object' && reply !== null && 'answer' in reply ? reply.answer : undefined;
    return answer === 'yes' || answer === 'held' || answer === 'awaiting-certificate' ? answer : 'unknown';
  } catch (error) {
    if (isFault(error)) return 'unknown';
    throw error;
  }
}
